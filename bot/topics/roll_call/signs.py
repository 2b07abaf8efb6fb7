"""By which signs a turn belongs to a message about many."""

from bot.core.conversation import State
from bot.core.events import ButtonTapped, TextSaid
from bot.core.taps import (
    ChooseInRollCall,
    ConfirmRollCall,
    DropRollCall,
    MendRollCall,
    NobodyInRollCall,
    RollCallForReal,
    ShowRollCall,
)
from bot.core.turn import Turn
from bot.core.understanding import About, Intent
from bot.rules.safety import is_distress, is_in_doubt

TAPS = (
    ConfirmRollCall,
    MendRollCall,
    DropRollCall,
    ShowRollCall,
    ChooseInRollCall,
    NobodyInRollCall,
    RollCallForReal,
)
_SHORT = 30
"""Characters of an answer to the open question: はい, 取り消し, 佐藤 花さんです."""
_CONFIRMS = ("報告する", "報告して", "この内容で", "合って", "あってる", "それで", "確定", "送って")
_MENDS = ("なおす", "直す", "なおして", "直して", "訂正", "ちがう", "ちがいます", "違う", "違います", "まちが", "間違")
_DROPS = ("取り消", "とりけ", "取消", "やめる", "やめます", "やめて", "キャンセル")
_ENDS = " 　。、.!！"


def applies(turn: Turn) -> bool:
    """A button under a list, a message about many, or a short answer while a list waits. Never one's own cry alone."""
    match turn.event.what:
        case ButtonTapped(tap):
            return isinstance(tap, TAPS)
        case TextSaid(words):
            if turn.person is None:
                return False
            return turn.roll_call is not None or _answers(turn, words)
        case _:
            return False


def _answers(turn: Turn, words: str) -> bool:
    understood = turn.understanding
    if turn.conversation.state is not State.AWAITING_ROLL_CALL or understood is None or len(words.strip()) > _SHORT:
        return False
    return not is_distress(understood.condition) or understood.about is About.OTHER


def tells_of_somebody(turn: Turn, words: str) -> bool:
    """「やめて、妻が倒れた」 drops no list: how somebody is was said, or called into doubt, and that is heard first."""
    understood = turn.understanding
    if understood is None or cries(turn):
        return understood is not None
    return is_in_doubt(understood) and words.strip(_ENDS) not in (*_CONFIRMS, *_MENDS, *_DROPS)


def cries(turn: Turn) -> bool:
    return turn.understanding is not None and is_distress(turn.understanding.condition)


def confirms(turn: Turn, words: str) -> bool:
    return _is(turn, Intent.AFFIRM) or any(each in words for each in _CONFIRMS)


def mends(turn: Turn, words: str) -> bool:
    return _is(turn, Intent.DENY) or any(each in words for each in _MENDS)


def drops(words: str) -> bool:
    return any(each in words for each in _DROPS)


def _is(turn: Turn, intent: Intent) -> bool:
    return turn.understanding is not None and turn.understanding.intent is intent
