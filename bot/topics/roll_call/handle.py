"""A message about many from its first word to the confirming tap. Nothing counts before that tap but calls for help."""

from bot.core.ask import Topic, ask
from bot.core.events import ButtonTapped, TextSaid
from bot.core.people import Person
from bot.core.replies import Say, text
from bot.core.requests import WaitingRollCallIn
from bot.core.roll_calls import WaitingRollCall
from bot.core.taps import (
    ChooseInRollCall,
    ConfirmRollCall,
    DropRollCall,
    MendRollCall,
    NobodyInRollCall,
    RollCallForReal,
    ShowRollCall,
)
from bot.core.turn import Outcome, Turn
from bot.topics.roll_call import answering, signs
from bot.topics.roll_call.confirming import confirm
from bot.topics.roll_call.reading import told
from bot.topics.roll_call.showing import talk_after
from bot.topics.roll_call.whom import option_named


def handle(turn: Turn) -> Topic[Outcome | None]:
    """None: it was not about many after all, and whoever is next takes it."""
    if turn.person is None:
        return None
    waiting = yield from ask(WaitingRollCallIn(turn.conversation.id))
    mine = waiting if waiting is not None and waiting.sender == turn.person.id else None
    match turn.event.what:
        case ButtonTapped():
            return (yield from _tapped(turn, turn.person, mine))
        case TextSaid(words):
            return (yield from _said(turn, turn.person, mine, words))
        case _:
            return None


def _said(turn: Turn, sender: Person, waiting: WaitingRollCall | None, words: str) -> Topic[Outcome | None]:
    if turn.roll_call is not None:
        return (yield from told(turn, sender, waiting, turn.roll_call))
    if waiting is None:
        return None
    if not signs.tells_of_somebody(turn, words):
        return (yield from _answered(turn, sender, waiting, words))
    return None if signs.cries(turn) else (yield from _named(turn, sender, waiting, words))


def _answered(turn: Turn, sender: Person, waiting: WaitingRollCall, words: str) -> Topic[Outcome | None]:
    if signs.drops(words):
        return answering.dropped(turn, waiting)
    if signs.mends(turn, words):
        return answering.mend(turn, waiting)
    if signs.confirms(turn, words):
        return (yield from confirm(turn, sender, waiting))
    return (yield from _named(turn, sender, waiting, words))


def _named(turn: Turn, sender: Person, waiting: WaitingRollCall, words: str) -> Topic[Outcome | None]:
    """「佐藤 花さんです」 to the open question."""
    if waiting.question is None:
        return None
    option = yield from option_named(turn, sender, waiting, waiting.question, words)
    if option is None:
        return None
    return (yield from answering.choose(turn, sender, waiting, waiting.question.id, option))


def _tapped(turn: Turn, sender: Person, waiting: WaitingRollCall | None) -> Topic[Outcome]:
    """A button of a list that is gone says so; a tap carries no right of its own."""
    assert isinstance(turn.event.what, ButtonTapped)
    tap = turn.event.what.tap
    if waiting is None or getattr(tap, "roll_call", None) != waiting.id:
        conversation = talk_after(turn, turn.conversation.idle())
        return Outcome(conversation, (Say(text("roll_call.gone")),), drill=_is_drill(turn))
    match tap:
        case ConfirmRollCall():
            return (yield from confirm(turn, sender, waiting))
        case MendRollCall():
            return answering.mend(turn, waiting)
        case DropRollCall():
            return answering.dropped(turn, waiting)
        case ShowRollCall(start=start):
            return (yield from answering.page(turn, sender, waiting, start))
        case ChooseInRollCall(line=line, person=person, size=size):
            return (yield from answering.tapped(turn, sender, waiting, line, person, size))
        case NobodyInRollCall(line=line):
            return (yield from answering.nobody(turn, sender, waiting, line))
        case RollCallForReal():
            return answering.for_real(turn, waiting)
        case _:
            raise AssertionError(tap)


def _is_drill(turn: Turn) -> bool:
    return bool(turn.incident and turn.incident.drill)
