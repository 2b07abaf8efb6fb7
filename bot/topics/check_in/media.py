"""A sticker, a photo, a voice message: thanked for, answered with the buttons; nobody can read safety from it."""

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import MediaSent, Medium, StickerSent
from bot.core.records import NoticeKind, Record
from bot.core.replies import Reply, Say, text
from bot.core.turn import Outcome, Turn
from bot.rules.notice import notice
from bot.topics.check_in.questions import ask_condition


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    incident, check_in = turn.incident, turn.check_in_of(turn.incident)
    open_question = incident is not None and (check_in is None or check_in.standing.condition is None)
    thanks: Reply = Say(text(_key(turn)))
    if not open_question or incident is None:
        return Outcome(turn.conversation, (thanks,), _to_staff(turn), drill=bool(incident and incident.drill))
    return Outcome(
        conversation=turn.conversation.at(State.AWAITING_CONDITION, incident=incident.id),
        replies=(thanks, ask_condition(incident.id)),
        records=_to_staff(turn),
        drill=incident.drill,
    )


def _key(turn: Turn) -> str:
    match turn.event.what:
        case StickerSent():
            return "media.sticker"
        case MediaSent(medium):
            return f"media.{medium}"
        case _:
            return "media.file"


def _to_staff(turn: Turn) -> tuple[Record, ...]:
    """A voice may be a cry for help that no machine here can hear: a human is asked to listen."""
    if not (isinstance(turn.event.what, MediaSent) and turn.event.what.medium is Medium.VOICE):
        return ()
    about = turn.person.id if turn.person else None
    return (notice(turn, NoticeKind.POSSIBLE_DISTRESS, turn.incident, about),)
