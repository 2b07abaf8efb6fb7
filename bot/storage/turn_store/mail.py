"""What a finished turn sends: its replies and its messages as letters, with the disclosures they carry. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.consents import Disclosure
from bot.core.events import Channel, address_of, channel_of
from bot.core.ids import ConversationId, MessageId, PersonId, derived_id
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.ports import FinishedTurn
from bot.core.records import Message
from bot.core.replies import MAX_REPLIES, Reply, Speech
from bot.storage.ledger.shown import Shown

REPLY_WITHIN = timedelta(seconds=50)
"""How long a reply token is tried after the event came in (line.md 10.2)."""


@dataclass(frozen=True, slots=True)
class Road:
    """One open account of a person, and the language spoken there."""

    channel: Channel
    address: str
    language: Language


@dataclass(frozen=True, slots=True)
class Mail:
    letters: tuple[Letter, ...] = ()
    shown: tuple[Shown, ...] = ()


Roads = Mapping[PersonId, Sequence[Road]]


def mail_of(turn: FinishedTurn, roads: Roads, left: Mapping[ConversationId, Road]) -> Mail:
    """Who has no open account gets nothing, and then nothing of what the message would have shown was shown.

    `left`: where the accounts are told whose link this turn ends.
    """
    outcome = turn.outcome
    replies = _showing(_replies(turn, left.get(turn.event.conversation)), outcome.disclosures)
    first = replies[0].id if replies else None
    shown = [_shown(turn, outcome.disclosures, first, drill=outcome.drill)]
    letters = [*replies]
    for number, message in enumerate(outcome.messages):
        written = _letters(turn, number, message, _roads_of(message, roads, left))
        letters += written
        if written:
            shown.append(_shown(turn, message.disclosures, written[0].id, drill=message.drill))
    return Mail(tuple(letters), tuple(each for several in shown for each in several))


def _roads_of(message: Message, roads: Roads, left: Mapping[ConversationId, Road]) -> Sequence[Road]:
    if message.only is None:
        return roads.get(message.to, ())
    return (left[message.only],) if message.only in left else ()


def _replies(turn: FinishedTurn, moved: Road | None) -> list[Letter]:
    """The first letter has the reply token, which can be used once."""
    outcome, event, arrival = turn.outcome, turn.event, turn.arrival
    until = arrival.received_at + REPLY_WITHIN if event.reply_token else None
    return [
        Letter(
            id=MessageId(derived_id(event.id, "letter", number)),
            channel=channel_of(event.conversation),
            recipients=(moved.address if moved else address_of(event.conversation),),
            speech=Speech(replies, outcome.conversation.language, outcome.drill),
            created_at=turn.finished_at,
            priority=outcome.priority,
            reply_token=event.reply_token if number == 0 else None,
            reply_until=until if number == 0 else None,
            must_deliver=outcome.must_deliver,
        )
        for number, replies in enumerate(_portions(outcome.replies))
    ]


def _letters(turn: FinishedTurn, number: int, message: Message, roads: Sequence[Road]) -> list[Letter]:
    return letters_of(message, roads, (turn.event.id, "message", number), turn.finished_at)


def letters_of(message: Message, roads: Sequence[Road], named: tuple[str | int, ...], at: datetime) -> list[Letter]:
    """One for each road and portion. `named` makes their ids, so that they are never written twice.

    The first one's id stands on the ledger for all of them.
    """
    key = ("once", message.once) if message.once else named
    portions = [(road, *each) for road in roads for each in enumerate(_portions(message.replies))]
    ids = [MessageId(derived_id(*key, road.channel, road.address, number)) for road, number, _ in portions]
    return [
        Letter(
            id=id_,
            channel=road.channel,
            recipients=(road.address,),
            speech=Speech(replies, road.language, message.drill),
            created_at=at,
            priority=message.priority,
            showing=ids[0] if message.disclosures else None,
            tells_of=message.tells_of,
        )
        for id_, (road, _, replies) in zip(ids, portions, strict=True)
    ]


def _showing(letters: list[Letter], disclosures: Iterable[Disclosure]) -> list[Letter]:
    """The first letter's id stands for all of them on the ledger, whichever road they take."""
    return [replace(each, showing=letters[0].id) for each in letters] if tuple(disclosures) else letters


def _portions(replies: tuple[Reply, ...]) -> list[tuple[Reply, ...]]:
    return [replies[start : start + MAX_REPLIES] for start in range(0, len(replies), MAX_REPLIES)]


def _shown(
    turn: FinishedTurn, disclosures: Iterable[Disclosure], letter: MessageId | None, *, drill: bool
) -> list[Shown]:
    return [
        Shown(derived_id(turn.event.id, "shown", letter or "", number), each, turn.finished_at, letter, drill)
        for number, each in enumerate(disclosures)
    ]
