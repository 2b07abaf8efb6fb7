"""Everything said or tapped about consents: which wish it is, and who takes it."""

from bot.core.ask import Topic, ask
from bot.core.events import ButtonTapped, TextSaid
from bot.core.replies import text
from bot.core.requests import Circle, CircleOf
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
from bot.core.turn import Outcome, Turn
from bot.topics.consent import unlinked
from bot.topics.consent.answering import answer
from bot.topics.consent.cadence import cadence
from bot.topics.consent.closing import shut
from bot.topics.consent.grounds import why
from bot.topics.consent.listing import list_of_consents
from bot.topics.consent.looks import looks
from bot.topics.consent.open_offer import answer_in_words, asked_again
from bot.topics.consent.restoring import restore
from bot.topics.consent.sharing import share_now
from bot.topics.consent.showing import show, with_list
from bot.topics.consent.stopping import withdraw
from bot.topics.consent.telling_family import tell_family
from bot.topics.consent.wishes import Wish, wish_of


def handle(turn: Turn) -> Topic[Outcome]:
    if turn.person is None:
        return unlinked.handle(turn)
    circle = (yield from ask(CircleOf(turn.person.id))) or Circle(turn.person)
    match turn.event.what:
        case ButtonTapped(ShowDisclosures()):
            return (yield from looks(turn, circle))
        case ButtonTapped(ShareNow() as said):
            return (yield from share_now(turn, circle, said))
        case ButtonTapped(tap):
            return _tapped(turn, circle, tap)
        case TextSaid(words):
            return (yield from _said(turn, circle, words))
        case _:
            return _list(turn, circle)


def _tapped(turn: Turn, circle: Circle, tap: object) -> Outcome:
    match tap:
        case ShowOffer(offer):
            return show(turn, circle, offer)
        case AnswerOffer():
            return answer(turn, circle, tap)
        case WithdrawConsent(consent):
            return withdraw(turn, circle, consent)
        case RestoreConsent(consent):
            return restore(turn, circle, consent)
        case TellFamilyOfEnd(consent):
            return tell_family(turn, circle, consent)
        case ChooseCadence(chosen):
            return cadence(turn, circle, chosen)
        case ExplainVisibility():
            return why(turn)
        case ShowConsents() | _:
            return _list(turn, circle)


def _said(turn: Turn, circle: Circle, words: str) -> Topic[Outcome]:
    said = answer_in_words(turn, words)
    if said is not None:
        return answer(turn, circle, said)
    match wish_of(words):
        case Wish.LOOKS:
            return (yield from looks(turn, circle))
        case Wish.WHY:
            return why(turn)
        case Wish.CADENCE:
            return cadence(turn, circle, None)
        case Wish.OFFER:
            return show(turn, circle)
        case Wish.STOP:
            return with_list(turn, circle, text("consent.stop.which"))
        case None if (again := asked_again(turn, words)) is not None:
            return again
        case Wish.LIST | None:
            return _list(turn, circle)


def _list(turn: Turn, circle: Circle) -> Outcome:
    return Outcome(shut(turn.conversation), list_of_consents(turn, circle))
