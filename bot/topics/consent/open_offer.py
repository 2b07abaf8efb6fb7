"""An answer in one's own words to the offer on the screen: a bare はい, and only while nothing else was asked since."""

from datetime import timedelta

from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.replies import text
from bot.core.taps import Answer, AnswerOffer
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent
from bot.topics.consent.showing import ask_once_more
from bot.topics.consent.yes_or_no import says_no, says_yes

_FRESH = timedelta(minutes=30)
"""Longer ago, and a はい may be meant for anything that came to the phone meanwhile."""

_UNCLEAR = frozenset({Intent.AFFIRM, Intent.DENY, Intent.OUT_OF_SCOPE})


def answer_in_words(turn: Turn, words: str) -> AnswerOffer | None:
    """The words as a tap on one of the two buttons; None where they are no clear answer to an open offer."""
    offered = turn.conversation.offered
    if offered is None or turn.conversation.state is not State.AWAITING_CONSENT or not _is_fresh(turn):
        return None
    if says_yes(words):
        return AnswerOffer(offered.offer, offered.version, Answer.YES)
    return AnswerOffer(offered.offer, offered.version, Answer.NO) if says_no(words) else None


def asked_again(turn: Turn, words: str) -> Outcome | None:
    """Not clear, or no longer fresh: the question once more, to be answered with its buttons."""
    if not (answers_offer(turn) or leaves_offer_open(turn)):
        return None
    is_clear = says_yes(words) or says_no(words)
    return ask_once_more(turn, text("consent.offer.press" if is_clear else "consent.offer.not_clear"))


def answers_offer(turn: Turn) -> bool:
    """A bare yes or no while an offer is open, or shortly after it was left for something else."""
    what, offered = turn.event.what, turn.conversation.offered
    if not isinstance(what, TextSaid) or offered is None or _something_came(turn):
        return False
    is_open = turn.conversation.state is State.AWAITING_CONSENT
    was_left = turn.conversation.state is State.IDLE and turn.now - offered.shown_at <= _FRESH
    return (is_open or was_left) and (says_yes(what.text) or says_no(what.text))


def leaves_offer_open(turn: Turn) -> bool:
    """Words that nothing else took, and that are no clear answer, while an offer is open."""
    understood = turn.understanding
    is_open = turn.conversation.state is State.AWAITING_CONSENT and not _something_came(turn)
    return is_open and understood is not None and understood.intent in _UNCLEAR


def _is_fresh(turn: Turn) -> bool:
    offered = turn.conversation.offered
    if offered is None or _something_came(turn):
        return False
    return offered.shown_at <= turn.event.occurred_at and turn.now - offered.shown_at <= _FRESH


def _something_came(turn: Turn) -> bool:
    """Since the words were shown an incident began, or somebody else answered for this person: both ask something."""
    offered = turn.conversation.offered
    if offered is None:
        return False
    began = any(each.opened_at >= offered.shown_at for each in turn.incidents)
    mine = turn.person.id if turn.person else None
    said = (each.standing for each in turn.check_ins)
    answered = any(each.said_at and each.said_at >= offered.shown_at and each.reporter != mine for each in said)
    return began or answered
