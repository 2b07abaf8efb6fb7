"""One turn taken for several people: what each of them would have had, in one outcome."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.core.ask import Topic
from bot.core.errors import Unavailable
from bot.core.events import ButtonTapped
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.records import Priority, ReportMade
from bot.core.requests import Request
from bot.core.taps import ReportCondition
from bot.core.turn import Outcome, Turn
from bot.rules.safety import is_distress
from bot.topics.sharing.choosing import ask_who, asked_too
from bot.topics.sharing.confirming import makes_smaller
from bot.topics.sharing.speaker import as_speaker

Take = Callable[[Turn], Topic[Outcome]]


def for_each(turn: Turn, take: Take) -> Topic[Outcome]:
    """A report of each, passed on for each; said back once. No injury makes a call for help of theirs smaller."""
    people = [each for each in turn.sharers if not _only_hurt(turn, each)]
    if not people:
        return ask_who(turn)
    outcomes: tuple[Outcome, ...] = ()
    for person in people:
        outcomes = (*outcomes, (yield from take(as_speaker(turn, person, apart=True))))
    together = merged(turn, outcomes)
    return replace(together, conversation=replace(together.conversation, person=None))


def _only_hurt(turn: Turn, person: Person) -> bool:
    match turn.event.what:
        case ButtonTapped(ReportCondition(condition=condition)):
            return is_distress(condition) and makes_smaller(turn, person, condition)
        case _:
            return False


def merged(turn: Turn, outcomes: Sequence[Outcome]) -> Outcome:
    """The first, with all that follows from the others. Nobody is told on this very phone what was said on it."""
    here = {each.id for each in turn.sharers}
    first = outcomes[0]
    return replace(
        first,
        records=tuple(record for each in outcomes for record in each.records),
        messages=tuple(message for each in outcomes for message in each.messages if message.to not in here),
        disclosures=tuple(shown for each in outcomes for shown in each.disclosures),
        drill=all(each.drill for each in outcomes),
        priority=Priority.URGENT if any(each.priority is Priority.URGENT for each in outcomes) else first.priority,
    )


def asking_once(topic: Topic[Outcome], known: dict[Request[Any], Any]) -> Topic[Outcome]:
    """The same topic; what is `known` from a topic before it is not asked again (a turn may ask ten times)."""
    try:
        request = next(topic)
        while True:
            if request not in known:
                try:
                    known[request] = yield request
                except Unavailable as failure:
                    request = topic.throw(failure)
                    continue
            request = topic.send(known[request])
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome


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
