"""What follows from one attempt: for the letter, its recipients, the people's check-ins, the staff. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.events import conversation_id
from bot.core.ids import MessageId, NoticeId, derived_id
from bot.core.letters import Fate, Letter, Settlement
from bot.core.records import NoticeKind, NoticeRaised


class LetterState(StrEnum):
    """As it stands in the outbox."""

    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"
    DROPPED = "dropped"


_STATE = {
    Fate.SENT: LetterState.DONE,
    Fate.REPEATED: LetterState.DONE,
    Fate.DROPPED: LetterState.DROPPED,
    Fate.REFUSED: LetterState.REFUSED,
    Fate.EXPIRED: LetterState.EXPIRED,
    Fate.RETRY: LetterState.PENDING,
}


@dataclass(frozen=True, slots=True)
class Consequence:
    """`reached` and `missed` are recipients; those neither reached nor missed are still to be tried."""

    letter: Letter
    settlement: Settlement
    state: LetterState
    reached: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    rests: tuple[Letter, ...] = ()
    """New letters to those who are still to be tried."""
    rests_due_at: datetime | None = None
    notice: NoticeRaised | None = None


def consequence(letter: Letter, settlement: Settlement) -> Consequence:
    gone = tuple(each for each in letter.recipients if each in settlement.unreachable)
    others = tuple(each for each in letter.recipients if each not in settlement.unreachable)
    state = _STATE[settlement.fate]
    plain = Consequence(letter, settlement, state, gone=gone)
    match settlement.fate:
        case Fate.SENT | Fate.REPEATED:
            return replace(plain, reached=others, missed=gone)
        case Fate.DROPPED:
            return plain
        case Fate.REFUSED | Fate.RETRY if gone and others:
            rest = _rest(letter, others, "rest")
            due = settlement.retry_at or settlement.at
            return replace(plain, state=LetterState.REFUSED, missed=gone, rests=(rest,), rests_due_at=due)
        case Fate.REFUSED if settlement.names_nobody and len(others) > 1:
            return replace(plain, rests=_halves(letter), rests_due_at=settlement.at)
        case Fate.RETRY:
            return plain
        case Fate.REFUSED | Fate.EXPIRED:
            return replace(plain, missed=letter.recipients, notice=undelivered(letter, settlement.at))


def _halves(letter: Letter) -> tuple[Letter, ...]:
    """Refused, and nobody was named as the reason: halved until those who are stand alone and all others are asked.

    Of n recipients with one at fault that takes about 2 log2 n calls more. A body that LINE never takes is halved as
    well, down to each recipient: then each of them is on the board as not reached.
    """
    middle = len(letter.recipients) // 2
    first, second = letter.recipients[:middle], letter.recipients[middle:]
    return (_rest(letter, first, "first half"), _rest(letter, second, "second half"))


def _rest(letter: Letter, recipients: tuple[str, ...], part: str) -> Letter:
    """A letter with other recipients is another letter, with a retry key of its own (line.md 10.5)."""
    return Letter(
        id=MessageId(derived_id(letter.id, part)),
        channel=letter.channel,
        recipients=recipients,
        speech=letter.speech,
        created_at=letter.created_at,
        priority=letter.priority,
        must_deliver=letter.must_deliver,
        incident=letter.incident,
        body=letter.body,
    )


def undelivered(letter: Letter, at: datetime) -> NoticeRaised:
    alone = conversation_id(letter.channel, letter.recipients[0]) if len(letter.recipients) == 1 else None
    return NoticeRaised(
        id=NoticeId(derived_id(letter.id, "undelivered")),
        kind=NoticeKind.UNDELIVERED,
        at=at,
        drill=letter.speech.drill,
        conversation=alone,
        incident=letter.incident,
    )
