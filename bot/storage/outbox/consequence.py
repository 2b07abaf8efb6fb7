"""What follows from one attempt: for the letter, its recipients, the people's check-ins, the staff. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.events import conversation_id
from bot.core.ids import MessageId, NoticeId, derived_id
from bot.core.letters import Fate, Letter, Settlement
from bot.core.quota import SHORT
from bot.core.records import NoticeKind, NoticeRaised
from bot.rules.consent.lasting import Lost
from bot.rules.withheld import words_instead
from bot.storage.ledger.undelivered import Ended
from bot.storage.outbox.halving import ENOUGH, Family, family_name, halves_of, is_half


class LetterState(StrEnum):
    """As it stands in the outbox."""

    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"
    DROPPED = "dropped"


UNASKED = "unasked "
"""Begins the mailing of what tells somebody of another who did not ask: where it may not, they hear nothing instead."""

_STATE = {
    Fate.SENT: LetterState.DONE,
    Fate.REPEATED: LetterState.DONE,
    Fate.DROPPED: LetterState.DROPPED,
    Fate.WITHHELD: LetterState.DROPPED,
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
    """New letters to those who are still to be tried, or are told something else instead."""
    rests_due_at: datetime | None = None
    kept: tuple[str, ...] = ()
    """Recipients for whom the letter itself waits on, where it was cut; otherwise it keeps all."""
    notice: NoticeRaised | None = None

    @property
    def ended(self) -> Ended | None:
        """For the ledger: a letter that shows something is over and surely did not arrive."""
        settlement, message = self.settlement, self.letter.showing
        is_over = self.state not in (LetterState.PENDING, LetterState.DONE)
        if message is None or not is_over or settlement.may_have_arrived:
            return None
        return Ended(message, settlement.fate, settlement.reason, settlement.at)


def consequence(letter: Letter, settlement: Settlement, family: Family = Family()) -> Consequence:  # noqa: B008 - a value
    """`family` is what has become of the other halves, where the letter is one."""
    gone = tuple(each for each in letter.recipients if each in settlement.unreachable)
    others = tuple(each for each in letter.recipients if each not in settlement.unreachable)
    state = _STATE[settlement.fate]
    plain = Consequence(letter, settlement, state, gone=gone)
    match settlement.fate:
        case Fate.SENT | Fate.REPEATED:
            return replace(plain, reached=others, missed=gone)
        case Fate.DROPPED:
            return plain
        case Fate.WITHHELD:
            return _withheld(plain)
        case Fate.REFUSED | Fate.RETRY if gone and others:
            rest = _part(letter, MessageId(derived_id(letter.id, "rest")), others)
            due = settlement.retry_at or settlement.at
            return replace(plain, state=LetterState.REFUSED, missed=gone, rests=(rest,), rests_due_at=due)
        case Fate.REFUSED if settlement.names_nobody and is_half(letter.id) and _is_hopeless(letter, family):
            return replace(plain, missed=letter.recipients, notice=_undelivered_mailing(letter, settlement.at))
        case Fate.REFUSED if settlement.names_nobody and len(others) > 1:
            return replace(plain, rests=_halves(letter), rests_due_at=settlement.at)
        case Fate.RETRY:
            return _cut(plain, _fitting(letter, settlement))
        case Fate.REFUSED | Fate.EXPIRED:
            return replace(plain, missed=letter.recipients, notice=undelivered(letter, settlement.at))


def _withheld(plain: Consequence) -> Consequence:
    """Whoever holds an account that is not the recipient's any more hears nothing at all, nor who had asked nothing."""
    letter, settlement = plain.letter, plain.settlement
    is_unasked = letter.mailing is not None and letter.mailing.startswith(UNASKED)
    rests = () if settlement.reason == Lost.ACCOUNT or is_unasked else (_word_instead(letter, settlement.at),)
    return replace(plain, rests=rests, rests_due_at=settlement.at)


def _cut(plain: Consequence, fitting: int) -> Consequence:
    """The first of its recipients get a letter of their own, to be tried at once. 0: it waits as it is."""
    letter = plain.letter
    if not fitting:
        return plain
    first, kept = letter.recipients[:fitting], letter.recipients[fitting:]
    part = _part(letter, MessageId(derived_id(letter.id, "fitting", *first)), first)
    return replace(plain, kept=kept, rests=(part,), rests_due_at=plain.settlement.at)


def _fitting(letter: Letter, settlement: Settlement) -> int:
    """How many of its first recipients are tried at once, where all of them are more than is left of the month.

    Those who wait keep the letter, and with it their place before others. 0: it is not cut. The channel's word is
    approximate (line.md 2.6): where it says enough and refuses all the same, it is tried with half of them.
    """
    if settlement.reason != SHORT or settlement.may_have_arrived or not settlement.left:
        return 0
    recipients = len(letter.recipients)
    return settlement.left if settlement.left < recipients else recipients // 2


def _halves(letter: Letter) -> tuple[Letter, ...]:
    """Refused, and nobody was named as the reason: halved until those who are stand alone and all others are asked.

    Of n recipients with one at fault that takes about 2 log2 n calls more.
    """
    middle = len(letter.recipients) // 2
    first, second = halves_of(letter.id)
    return (_part(letter, first, letter.recipients[:middle]), _part(letter, second, letter.recipients[middle:]))


def _is_hopeless(letter: Letter, family: Family) -> bool:
    """Nobody was reached and enough were refused: it is the body that the channel never takes, not a recipient."""
    return not family.reached and (family.refused >= ENOUGH or len(letter.recipients) == 1)


def _part(letter: Letter, id_: MessageId, recipients: tuple[str, ...]) -> Letter:
    """A letter with other recipients is another letter, with a retry key of its own (line.md 10.5)."""
    return Letter(
        id=id_,
        channel=letter.channel,
        recipients=recipients,
        speech=letter.speech,
        created_at=letter.created_at,
        priority=letter.priority,
        must_deliver=letter.must_deliver,
        incident=letter.incident,
        reminds_of=letter.reminds_of,
        mailing=letter.mailing,
        tells_of=letter.tells_of,
        body=letter.body,
        showing=letter.showing,
    )


def _word_instead(letter: Letter, at: datetime) -> Letter:
    """One for each account, however many letters the message had: whoever waits must not take silence for an answer."""
    return Letter(
        id=MessageId(derived_id(letter.showing or letter.id, "withheld", letter.channel, *letter.recipients)),
        channel=letter.channel,
        recipients=letter.recipients,
        speech=replace(letter.speech, replies=words_instead()),
        created_at=at,
        priority=letter.priority,
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


def _undelivered_mailing(letter: Letter, at: datetime) -> NoticeRaised:
    """One and the same for all parts of the mailing."""
    return replace(
        undelivered(letter, at), id=NoticeId(derived_id(family_name(letter.id), "undelivered")), conversation=None
    )
