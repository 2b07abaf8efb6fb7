"""The signs of 「いま向かっています」, 「行けなくなりました」 and 「もう一度聞いてください」 in words."""

import re

from bot.core.conversation import State
from bot.core.events import ButtonTapped, TextSaid
from bot.core.taps import Nudge, SayGoing, TakeBackGoing
from bot.core.turn import Turn
from bot.core.understanding import About, Understanding, Whereabouts
from bot.rules.of_whom import KIN_WORD, NAME
from bot.rules.safety import is_distress, is_in_doubt

_ON_THE_WAY = (
    r"(?:(?:向|む)か(?:って(?:い)?(?:ます|る)|い(?:ます|ました)|います)|(?:行|い)(?:きます|って(?:き|み)ます|くところ))"
)
_GOING = re.compile(
    rf"{_ON_THE_WAY}|(?:様子|ようす)を(?:見|み)に(?:行|い)|on (?:my|the) way|(?:am|'m) (?:going|heading) (?:over )?to",
    re.IGNORECASE,
)
_ONLY_GOING = re.compile(
    rf"\W*(?:わたし(?:は|が)|私(?:は|が))?\W*(?:いま|今|これ|すぐ)?(?:から|に)?\W*(?:そちらに|そちらへ)?{_ON_THE_WAY}(?:ね|よ|ので)?\W*"
    r"|\W*(?:i'?m |i am )?on my way(?: now)?\W*",
    re.IGNORECASE,
)
_TO_SAFETY = re.compile(
    r"避難|ひなん|にげ|逃げ|高台|公民館|体育館|学校|小学|中学|高校|病院|会社|仕事|shelter|evacuat|hospital|school|work",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(
    r"(?<!わたし)(?<!私)(?<!僕)(?<!俺)(?<!自分)(?<!いま)(?<!今)(?<=\w)(?:は|が|も)\W?.{0,12}(?:向|む|行|い)(?:か|き|っ|く)"
)
"""「母はこちらに向かっています」: it is they who go."""
_TO_THEM = rf"(?:{KIN_WORD}|{NAME})(?:の(?:ところ|所|とこ|家|うち|実家))?(?:に|へ|まで)は?"
_CANNOT = re.compile(
    r"(?:\W|すみません|すいません|ごめんなさい|ごめん|やっぱり|やはり|今日|きょう|今|いま|は)*"
    rf"(?:{_TO_THEM}\W*)?(?:やっぱり|やはり)?"
    r"(?:(?:行|い)(?:け|かれ)(?:なくなり(?:ました|そうです)|なくなった|ません(?:でした)?|そうに(?:ない(?:です)?|ありません))"
    r"|(?:向|む)かえ(?:なくなり(?:ました|そうです)|なくなった|ません|そうに(?:ない(?:です)?|ありません)))"
    r"(?:\W|すみません|すいません|ごめんなさい|ごめん|ので|ね|よ|が)*"
    r"|\W*(?:sorry,? )?(?:but )?i (?:can'?t|cannot|can not|am unable to) (?:go|come|get there|make it)"
    r"(?: now| any ?more)?(?:,? sorry)?\W*",
    re.IGNORECASE,
)
"""The whole of it, and to whom at most: 「車が流されそうで行けません」 tells of more than a way that is given up."""
_ASK_AGAIN = re.compile(
    r"(?:もう(?:一|1)(?:度|回|ど|かい)|(?:いち|再)ど|再度|また)[^。]{0,6}(?:聞いて|きいて|たずねて|尋ねて|問い合わせ|連絡して)"
    r"|(?:催促|さいそく)して|\b(?:ask|remind|nudge)\b.{0,30}\b(?:again|once more)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"母|父|かあさん|とうさん|じい|ばあ|ばっぱ|祖|両親|娘|息子|夫|妻|兄|姉|弟|妹|\b(?:mother|mom|mum|father|dad|parents?|son|daughter|wife"
    r"|husband|grand\w+|brother|sister)\b",
    re.IGNORECASE,
)
_LONGEST = 60
"""Characters of a whole sentence that is no more than a way; what is longer tells more, and is not searched for one."""
_OF_A_CALL = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER})
_OWN_QUESTION = frozenset(
    {
        State.AWAITING_CONDITION,
        State.AWAITING_WHEREABOUTS,
        State.AWAITING_REFUGE,
        State.AWAITING_NEEDS,
        *_OF_A_CALL,
        State.AWAITING_NAME,
    }
)


def says_going(turn: Turn) -> bool:
    """A button, or words: to somebody who is named, or to nobody in particular and as an answer to no question."""
    words = _words(turn)
    if words is None:
        return isinstance(_tap(turn), SayGoing | TakeBackGoing)
    if says_cannot_go(turn):
        return True
    if _GOING.search(words) is None or _TO_SAFETY.search(words) or _SOMEBODY_ELSE.search(words):
        return False
    return names_somebody(turn) or (_is_only_going(words) and not _is_asked_oneself(turn))


def is_on_the_way_to_them(turn: Turn) -> bool:
    """No more than 「いま向かっています」, of whoever is asked where somebody else is: it says who goes there."""
    what, was = turn.event.what, turn.conversation
    is_asked = was.state is State.AWAITING_PLACE and was.about is not None
    return is_asked and isinstance(what, TextSaid) and _is_only_going(what.text)


def says_cannot_go(turn: Turn) -> bool:
    words = _words(turn)
    if words is None:
        return isinstance(_tap(turn), TakeBackGoing)
    needs = turn.understanding.needs if turn.understanding is not None else ()
    return len(words) <= _LONGEST and _CANNOT.fullmatch(words) is not None and not needs and not _is_asked_oneself(turn)


def wants_another_try(turn: Turn) -> bool:
    """「お母さんに、もう一度聞いてください」; without a name only from somebody who holds no office."""
    words = _words(turn)
    if words is None:
        return isinstance(_tap(turn), Nudge)
    return _ASK_AGAIN.search(words) is not None and (names_somebody(turn) or not turn.roles)


def names_somebody(turn: Turn) -> bool:
    """By the understanding, or by a plain word for kin that it took for part of a place: 「お母さんの家へ」."""
    what, understood = turn.event.what, turn.understanding
    if understood is not None and (understood.people or understood.about is About.OTHER):
        return True
    return isinstance(what, TextSaid) and _KIN.search(what.text) is not None


def _words(turn: Turn) -> str | None:
    """None where nothing was written, or in what may be a cry for help, which is never anything else (promise 3)."""
    what = turn.event.what
    if not isinstance(what, TextSaid):
        return None
    if is_on_the_way_to_them(turn):
        return what.text
    if turn.conversation.state in _OF_A_CALL:
        return None
    return None if _is_a_cry(turn.understanding, what.text) else what.text


def _is_a_cry(understood: Understanding | None, words: str) -> bool:
    if understood is None:
        return False
    return is_distress(understood.condition) or (
        is_in_doubt(understood) and not _is_no_more_than_a_way(understood, words)
    )


def _is_no_more_than_a_way(understood: Understanding, words: str) -> bool:
    """「母のところに向かっています」: the one doubt is who goes; and 「I'm on my way」 holds nothing to doubt."""
    whose = understood.about is About.OTHER and understood.whereabouts is Whereabouts.EVACUATING
    return whose or _is_only_going(words)


def _is_only_going(words: str) -> bool:
    return len(words) <= _LONGEST and _ONLY_GOING.fullmatch(words) is not None


def _tap(turn: Turn) -> object | None:
    return turn.event.what.tap if isinstance(turn.event.what, ButtonTapped) else None


def _is_asked_oneself(turn: Turn) -> bool:
    return turn.conversation.state in _OWN_QUESTION and not is_on_the_way_to_them(turn)
