"""The signs by which a turn is known to be about consents."""

from bot.core.events import ButtonTapped, TextSaid
from bot.core.taps import (
    AnswerOffer,
    ChooseCadence,
    ExplainVisibility,
    RestoreConsent,
    ShareNow,
    ShowConsents,
    ShowDisclosures,
    ShowOffer,
    TellFamilyOfEnd,
    WithdrawConsent,
)
from bot.core.turn import Turn
from bot.core.understanding import Intent
from bot.topics.consent.open_offer import answers_offer
from bot.topics.consent.wishes import wish_of

_TAPS = (
    AnswerOffer,
    ChooseCadence,
    ExplainVisibility,
    RestoreConsent,
    ShareNow,
    ShowConsents,
    ShowDisclosures,
    ShowOffer,
    TellFamilyOfEnd,
    WithdrawConsent,
)


def applies(turn: Turn) -> bool:
    """A button of this topic, a wish in words, or a plain answer to the open offer."""
    match turn.event.what:
        case ButtonTapped(tap):
            return isinstance(tap, _TAPS)
        case TextSaid(words):
            understood = turn.understanding
            shares = understood is not None and understood.intent is Intent.SHARE
            return shares or wish_of(words) is not None or answers_offer(turn)
        case _:
            return False


def answers_whether_to_share(turn: Turn) -> bool:
    return isinstance(turn.event.what, ButtonTapped) and isinstance(turn.event.what.tap, ShareNow)
