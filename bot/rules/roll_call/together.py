"""One's own report beside a list about many: both stand, and danger to oneself leads. Pure."""

from dataclasses import replace

from bot.core.records import Priority, ReportMade
from bot.core.replies import MAX_REPLIES, Say, text
from bot.core.turn import Outcome
from bot.rules.news import statement
from bot.rules.safety import is_distress


def with_own(many: Outcome, own: Outcome) -> Outcome:
    """The own report is recorded and passed on at once; its next question waits, unless the speaker is in danger."""
    reports = [each.report for each in own.records if isinstance(each, ReportMade)]
    danger = any(is_distress(each.condition) for each in reports)
    said = [Say(text("roll_call.own_received", condition=statement(each))) for each in reports if each.condition]
    leads, follows = (own.replies, many.replies[-1:]) if danger else (tuple(said), many.replies)
    return replace(
        many,
        conversation=own.conversation if danger else many.conversation,
        replies=(*leads[: MAX_REPLIES - len(follows)], *follows),
        records=(*own.records, *many.records),
        messages=(*own.messages, *many.messages),
        disclosures=(*own.disclosures, *many.disclosures),
        drill=own.drill if danger else many.drill,
        priority=Priority.URGENT if Priority.URGENT in (own.priority, many.priority) else many.priority,
    )
