"""Which words are kept for staff to label, and whose of them they may read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.consents import Consent, Purpose
from bot.core.conversation import State
from bot.core.events import Place, TextSaid
from bot.core.people import Person
from bot.core.records import TurnUnclear
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent, Understanding
from bot.rules.consent import counts
from bot.rules.safety import SURE_ENOUGH

_ASKS_FOR_A_NAME = frozenset(
    {
        State.AWAITING_NAME,
        State.AWAITING_SPEAKER,
        State.AWAITING_RELATIVE,
        State.AWAITING_PLACE,
        State.AWAITING_LINK,
    }
)
"""Names, addresses and codes answer these questions: nobody shall read them, and nothing is to be learned there."""


def with_unclear(turn: Turn, outcome: Outcome) -> Outcome:
    """The outcome, with a record where the words were not understood and may one day be labelled."""
    understood = turn.understanding
    if understood is None or turn.person is None or not (_is_unclear(understood) and _may_be_kept(turn, turn.person)):
        return outcome
    unclear = TurnUnclear(
        id=turn.new_id("unclear"),
        event=turn.event.id,
        conversation=turn.conversation.id,
        person=turn.person.id,
        said_at=turn.event.occurred_at,
        intent=understood.intent,
        condition=understood.condition,
        confidence=understood.confidence,
    )
    return replace(outcome, records=(*outcome.records, unclear))


def _is_unclear(understood: Understanding) -> bool:
    beyond = understood.intent is Intent.OUT_OF_SCOPE and understood.confidence < SURE_ENOUGH
    return understood.unsure or beyond


def _may_be_kept(turn: Turn, person: Person) -> bool:
    """On a shared phone nobody knows for sure whose words they are, and so whose consent counts."""
    what = turn.event.what
    return (
        isinstance(what, TextSaid)
        and bool(what.text.strip())
        and turn.event.place is Place.PRIVATE
        and not turn.sharers
        and not person.disclosure_block
        and turn.conversation.state not in _ASKS_FOR_A_NAME
    )


def may_be_read(person: Person, consents: Iterable[Consent], now: datetime) -> bool:
    """Whether staff may read somebody's unclear words at this moment: only with their base consent.

    That is a consent to safety sharing, the one purpose that everybody is asked about at the start. Whoever has
    withdrawn theirs, or is under a disclosure block, is left out at once.
    """
    agreed = (each for each in consents if each.person == person.id and each.purpose is Purpose.SAFETY_SHARING)
    return not person.disclosure_block and any(counts(each, now) for each in agreed)
