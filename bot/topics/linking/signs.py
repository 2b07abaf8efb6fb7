"""The signs by which `routes` gives a turn to this topic."""

from bot.core.conversation import State
from bot.core.events import AccountLinked, ButtonTapped, TextSaid
from bot.core.taps import Answer, ConfirmLink, EndAccount, ShowAccounts, StartLinking, Unlink
from bot.core.turn import Turn
from bot.core.understanding import Intent
from bot.rules.one_time_code import is_nearly_a_code, typed_code
from bot.topics.linking.words import asks_for_accounts, asks_to_link, asks_to_unlink, says_no, says_yes

QUESTIONS = frozenset({State.AWAITING_LINK, State.AWAITING_UNLINK, State.AWAITING_END})


def came_back_from_signing_in(turn: Turn) -> bool:
    return isinstance(turn.event.what, AccountLinked)


def is_about_accounts(turn: Turn) -> bool:
    """The list of one's own accounts, a button on it, or the answer whether to end one of them."""
    match turn.event.what:
        case ButtonTapped(tap):
            return isinstance(tap, ShowAccounts | EndAccount)
        case TextSaid(words):
            waits = turn.conversation.state is State.AWAITING_END
            return asks_for_accounts(words) or (waits and answer_to(turn) is not None)
        case _:
            return False


def applies(turn: Turn) -> bool:
    """A button of this topic, or a message that is nothing but a code, a wish for the link, or the answer to it."""
    match turn.event.what:
        case ButtonTapped(tap):
            return isinstance(tap, StartLinking | ConfirmLink | Unlink)
        case TextSaid(words):
            asked = asks_to_link(words) or asks_to_unlink(words)
            return typed_code(words) is not None or asked or _mistyped(turn, words) or answer_to(turn) is not None
        case _:
            return False


def leaves_question_open(turn: Turn) -> bool:
    """Words that nothing else took, while 「つなぎますか」 waits for its answer."""
    return turn.conversation.state in QUESTIONS and isinstance(turn.event.what, TextSaid)


def answer_to(turn: Turn) -> Answer | None:
    """The yes or no to this topic's open question, tapped or in words."""
    match turn.event.what:
        case ButtonTapped(ConfirmLink(answer=answer)):
            return answer
        case TextSaid(words) if turn.conversation.state in QUESTIONS:
            return _said(turn, words)
        case _:
            return None


def _said(turn: Turn, words: str) -> Answer | None:
    """「はい」; 「はい、無事です」 tells how somebody is, and is no answer to this."""
    understood = turn.understanding
    tells = understood is not None and understood.condition is not None
    intent = understood.intent if understood is not None and not tells else None
    if says_yes(words) or intent is Intent.AFFIRM:
        return Answer.YES
    return Answer.NO if says_no(words) or intent is Intent.DENY else None


def _mistyped(turn: Turn, words: str) -> bool:
    """Not where a place was asked for: there any number may be one."""
    return turn.conversation.state is not State.AWAITING_PLACE and is_nearly_a_code(words)
