"""One turn taken for several people: what each of them would have had, in one outcome."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.ids import PersonId
from bot.core.records import Priority, ReportMade
from bot.core.turn import Outcome, Turn
from bot.topics.sharing.choosing import asked_too
from bot.topics.sharing.speaker import as_speaker

Take = Callable[[Turn], Topic[Outcome]]


def for_each(turn: Turn, take: Take) -> Topic[Outcome]:
    """A report of each, passed on for each; said back once. Nobody is told on this very phone what was said on it."""
    outcomes: tuple[Outcome, ...] = ()
    for person in turn.sharers:
        outcomes = (*outcomes, (yield from take(as_speaker(turn, person, apart=True))))
    here = {each.id for each in turn.sharers}
    first = outcomes[0]
    return replace(
        first,
        conversation=replace(first.conversation, person=None),
        records=tuple(record for each in outcomes for record in each.records),
        messages=tuple(message for each in outcomes for message in each.messages if message.to not in here),
        disclosures=tuple(shown for each in outcomes for shown in each.disclosures),
        drill=all(each.drill for each in outcomes),
        priority=Priority.URGENT if any(each.priority is Priority.URGENT for each in outcomes) else first.priority,
    )


def for_another(turn: Turn, take: Take) -> Topic[Outcome]:
    """A call for help for somebody, where it can only be one person, whoever of them speaks: else for staff to ask.

    Nobody is settled by it: who speaks is still not known.
    """
    reported: dict[PersonId | None, Outcome] = {}
    for person in turn.sharers:
        outcome = yield from take(as_speaker(turn, person))
        for about in (each.report.about for each in outcome.records if isinstance(each, ReportMade)):
            reported.setdefault(about, outcome)
    if len(reported) == 1:
        (only,) = reported.values()
        return asked_too(turn, replace(only, conversation=replace(only.conversation, person=None)))
    return asked_too(turn, (yield from take(turn)))
