"""Whose turn it is on a shared phone: as this one said, as a button names them, or nobody's yet."""

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

from bot.core.conversation import State
from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import EventId, PersonId
from bot.core.people import Person
from bot.core.taps import ReportCondition, ReportEvacuated, ReportForReal, ReportNeed, ReportWhereabouts
from bot.core.turn import Turn

SETTLED_FOR = timedelta(hours=1)
"""After so long a silence the other one may have the phone in hand."""

NamingTap = ReportCondition | ReportEvacuated | ReportForReal | ReportNeed | ReportWhereabouts

_SIGNS = re.compile(r"[\s。、.,!?・]+")
_AROUND = r"(?:わたしは|私は|i'?am|thisis)?{}(?:さん)?(?:です|だよ|だ|が答えます|がこたえます)?"
_OTHER = re.compile(
    r"(?:べつ|別|ほか|他)の(?:人|ひと|者|もの)(?:が|です|の|に)?(?:こたえる|答える|答えます|話す|話します|かわる|代わる)?"
    r"|(?:話す)?人(?:が|を)?(?:かわる|代わる|かわります|代わります|かわりました|代わりました)"
    r"|(?:someoneelse|somebodyelse|anotherperson)(?:isspeaking|answers)?"
)
_BOTH = re.compile(r"(?:ふたり|二人|2人|両方|家族|全員)(?:とも|みんな)|みんな(?:とも)?|\b(?:both|all) of us\b|全員")


def of_now(turn: Turn) -> Turn:
    """The same turn, with nobody settled after a long silence."""
    last = turn.conversation.last_event_at
    if turn.person is None or (last is not None and turn.event.occurred_at - last <= SETTLED_FOR):
        return turn
    return as_nobody(turn)


def as_nobody(turn: Turn) -> Turn:
    return replace(turn, person=None, roles=(), conversation=replace(turn.conversation, person=None))


def as_speaker(turn: Turn, person: Person, *, apart: bool = False) -> Turn:
    """The turn as if only this person had the phone. `apart`: the others take it too, so that ids must differ."""
    event = replace(turn.event, id=EventId(f"{turn.event.id}:{person.id}")) if apart else turn.event
    asked = {each.incident for each in turn.check_ins if each.person == person.id}
    return replace(
        turn,
        event=event,
        person=person,
        roles=turn.roles if turn.person == person else (),
        incidents=tuple(each for each in turn.incidents if each.id in asked or each.concerns(person.district)),
        conversation=replace(turn.conversation, person=person.id),
    )


def sharer(turn: Turn, person: PersonId | None) -> Person | None:
    return next((each for each in turn.sharers if each.id == person), None)


def named_by_button(turn: Turn) -> tuple[Person, Turn] | None:
    """「会津 花子さん: 無事」: one of them, and the turn in which they say it of themselves."""
    what = turn.event.what
    if not (isinstance(what, ButtonTapped) and isinstance(what.tap, NamingTap)):
        return None
    person = sharer(turn, what.tap.about)
    if person is None:
        return None
    of_oneself = ButtonTapped(replace(what.tap, about=None))
    return person, as_speaker(replace(turn, event=replace(turn.event, what=of_oneself)), person)


def named_in_words(turn: Turn) -> Person | None:
    """「花子です」, to 「どなたですか」: a name that only one of them has."""
    what = turn.event.what
    if not isinstance(what, TextSaid) or turn.conversation.state is not State.AWAITING_SPEAKER:
        return None
    said = _squeezed(what.text)
    found = [each for each in turn.sharers if any(_is_said(part, said) for part in _parts(each.name))]
    return found[0] if len(found) == 1 else None


def says_another_speaks(turn: Turn) -> bool:
    what = turn.event.what
    return isinstance(what, TextSaid) and _OTHER.fullmatch(_squeezed(what.text)) is not None


def speaks_for_all(turn: Turn) -> bool:
    """「ふたりとも無事です」"""
    what = turn.event.what
    return isinstance(what, TextSaid) and _BOTH.search(what.text) is not None


def _is_said(part: str, said: str) -> bool:
    return re.fullmatch(_AROUND.format(re.escape(part)), said) is not None


def _parts(name: str) -> set[str]:
    """会津 花子: the whole, the family name, the given name."""
    parts = name.replace("　", " ").split()
    return {_squeezed(each) for each in ("".join(parts), *parts)}


def _squeezed(words: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words[:60]).lower())
