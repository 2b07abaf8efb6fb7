"""What one asker may see of one resident of a district: the same questions for a list, counts by block, and paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.consents import Item, Purpose
from bot.core.requests import AreaList, Resident
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide
from bot.rules.safety import is_distress

NAMED = frozenset({Item.NAME, Item.CONDITION})
"""What a line of a list needs at the least."""

MANY = 2_000
"""Residents that are looked at one by one; a larger district is counted as a whole only."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and when."""

    recipient: Recipient
    moment: Moment


@dataclass(frozen=True, slots=True)
class Seen:
    """A resident of whom `allowed` may be shown: at least name and condition."""

    resident: Resident
    question: Question
    allowed: Allowed

    @property
    def items(self) -> frozenset[Item]:
        return self.allowed.items


def seen_by(asker: Asker, people: AreaList, wanted: frozenset[Item] = frozenset()) -> tuple[Seen, ...]:
    """Those whose name and condition the asker may see, and of `wanted` what may be shown beside."""
    found = (seen(asker, each, wanted) for each in people.residents)
    return tuple(each for each in found if each is not None)


def unnamed(people: AreaList, shown: Sequence[Seen], *, whole: bool = False) -> int:
    """How many more there are that may not be named. Those under a disclosure block are not counted, nor the dead: in a
    declared emergency everybody else may be named, and the number would be exactly theirs.

    `whole`: of those who need help nobody is ever left out; that somebody does weighs more than who it may not be.
    """
    named = {each.resident.person.id for each in shown}
    if whole:
        return people.total - len(named)
    uncounted = {each.person.id for each in people.residents if _is_told_of_to_nobody(each)}
    return people.total - len(named | uncounted)


def _is_told_of_to_nobody(resident: Resident) -> bool:
    return resident.person.disclosure_block or resident.person.deceased_at is not None


def seen(asker: Asker, resident: Resident, wanted: frozenset[Item] = frozenset()) -> Seen | None:
    """A consent that holds more of what is wanted may lack the name: then the line goes out without the rest."""
    block = {Item.ADDRESS} if resident.person.block else set()
    tries = (NAMED | block | wanted, NAMED | block) if wanted else (NAMED | block,)
    return next(_fitting(asker, resident, tries), None)


def _fitting(asker: Asker, resident: Resident, tries: Iterable[frozenset[Item]]) -> Iterator[Seen]:
    for items in tries:
        question = _question(asker, resident, items)
        decision = decide(question)
        if isinstance(decision, Allowed) and decision.items >= NAMED:
            yield Seen(resident, question, decision)


def _question(asker: Asker, resident: Resident, items: frozenset[Item]) -> Question:
    return Question(
        subject=resident.person,
        recipient=asker.recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=items,
        moment=asker.moment,
        consents=resident.consents,
        consent_unasked=resident.consent_unasked,
        in_distress=is_distress(resident.check_in.standing.condition),
    )
