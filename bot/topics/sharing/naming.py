"""Words that name one of those who share a phone: as the one who speaks, or as the one who is spoken of."""

import re
import unicodedata

from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.people import Person
from bot.core.turn import Turn
from bot.core.understanding import Intent
from bot.rules.safety import tells_how
from bot.rules.where_and_who import speaks_of_oneself
from bot.topics.sharing.speaker import sharer

_SIGNS = re.compile(r"[\s。、.,!?・]+")
_AROUND = r"(?:わたしは|私は|i'?am|thisis)?{}(?:さん)?(?:です|だよ|だ|が答えます|がこたえます)?"
_THE_SAME = re.compile(r"(?:わたし|私)?(?:が|は)?(?:ご)?本人(?:です|だよ|だ|が答えます|がこたえます)?")
_OTHER = re.compile(
    r"(?:べつ|別|ほか|他)の(?:人|ひと|者|もの)(?:が|です|の|に)?(?:こたえる|答える|答えます|話す|話します|かわる|代わる)?"
    r"|(?:話す)?人(?:が|を)?(?:かわる|代わる|かわります|代わります|かわりました|代わりました)"
    r"|(?:someoneelse|somebodyelse|anotherperson)(?:isspeaking|answers)?"
)
_BOTH = re.compile(r"(?:ふたり|二人|2人|両方|家族|全員)(?:とも|みんな)|みんな(?:とも)?|\b(?:both|all) of us\b|全員")
_BEGINS = (
    r"(?:(?:(?:わたし|私)は)?{0}(?:です|だよ|だ|でございます)(?:が|けど|けれど)?"
    r"|(?:this is|i am|i'm) {0})[。、,.!\s]+\S"
)
_SAID_OF = r"(?<![a-z]){}(?:(?:は|が|も)|[、,:\s]|$)"
_POLITE = ("さん", "ちゃん", "くん", "君", "様", "さま")
_WHO_ANSWERS = frozenset({State.AWAITING_SPEAKER, State.AWAITING_WHO_SAYS_SAFE, State.AWAITING_WHO_SAYS_EVACUATED})


def named_in_words(turn: Turn) -> Person | None:
    """「花子です」, to 「どなたですか」: a name that only one of them has. 「本人です」 is whom it was said of."""
    what = turn.event.what
    if not isinstance(what, TextSaid) or not _is_asked(turn):
        return None
    said = _squeezed(what.text)
    if _THE_SAME.fullmatch(said):
        return sharer(turn, turn.conversation.about)
    found = [each for each in turn.sharers if any(_is_said(part, said) for part in _parts(each.name))]
    return found[0] if len(found) == 1 else None


def _is_asked(turn: Turn) -> bool:
    """Also beside the place of one of them: 「花子です」 is no place."""
    place_of_one = turn.conversation.state is State.AWAITING_PLACE and sharer(turn, turn.conversation.about) is not None
    return place_of_one or turn.conversation.state in _WHO_ANSWERS


def introduces_oneself(turn: Turn) -> Person | None:
    """「花子です。無事です」: who speaks, and something beside it."""
    what = turn.event.what
    if not isinstance(what, TextSaid):
        return None
    said = _plain(what.text)
    found = [
        each
        for each in turn.sharers
        if any(re.match(_BEGINS.format(re.escape(name)), said) for name in _own_names(turn, each))
    ]
    return found[0] if len(found) == 1 else None


def spoken_of(turn: Turn) -> Person | None:
    """「花子は無事です」, said by another of them. Whoever names several, or themselves too, speaks for themselves."""
    what, understood = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid) or understood is None or understood.intent is not Intent.REPORT_STATUS:
        return None
    said = _plain(what.text)
    if not tells_how(understood) or speaks_of_oneself(what.text):
        return None
    found = [each for each in turn.sharers if any(re.search(way, said) for way in _ways_of(turn, each))]
    named = [each for each in turn.sharers if any(name in said for name in _own_names(turn, each))]
    return found[0] if len(found) == 1 and len(named) == 1 and found[0] != turn.person else None


def _ways_of(turn: Turn, person: Person) -> list[str]:
    """A name of one character is a part of many words, unless さん follows it."""
    names = _own_names(turn, person)
    plain = [name for name in names if len(name) > 1]
    return [_SAID_OF.format(re.escape(each)) for each in (*plain, *(name + way for name in names for way in _POLITE))]


def _own_names(turn: Turn, person: Person) -> set[str]:
    """The whole name and the given one, of which no other here has the like: the family name a neighbour may have."""
    others = {name for each in turn.sharers if each != person for name in _names(each.name)}
    return _names(person.name) - others


def _names(name: str) -> set[str]:
    parts = _plain(name).split()
    given = parts[0] if name.isascii() else parts[-1]
    return {" ".join(parts), "".join(parts), given}


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
    return _SIGNS.sub("", _plain(words[:60]))


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).lower()
