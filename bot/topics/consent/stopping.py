"""「やめる」 counts at once."""

from bot.core.consents import Consent
from bot.core.records import ConsentWithdrawn, Message
from bot.core.replies import Card, Choice, Paragraph, Reply, Say, Style, Text, text
from bot.core.requests import Circle
from bot.core.taps import RestoreConsent, TellFamilyOfEnd
from bot.core.turn import Outcome, Turn
from bot.rules.consent import is_in_force
from bot.rules.ended_news import family_told, helpers_told, notice_of_end, words_for
from bot.topics.consent.buttons import LIST
from bot.topics.consent.closing import shut, without_offer
from bot.topics.consent.listing import list_of_consents, standing
from bot.topics.consent.wordings import recipients


def withdraw(turn: Turn, circle: Circle, id_: str) -> Outcome:
    """Only of the person's own consents: the circle holds no others."""
    consent = own(circle, id_)
    if consent is None or not is_in_force(consent, turn.now):
        return nothing_to_do(turn, circle, text("consent.stop.is_over" if consent else "consent.stop.unknown"))
    named = text("consent.named", who=recipients(consent, circle), purpose=text(f"consent.purpose.{consent.purpose}"))
    ended = tuple(each for each in standing(turn, circle) if shows_the_same(each, consent))
    told = helpers_told(circle, ended, turn.now)
    receipt = Card(
        header=text("consent.stop.header"),
        blocks=(
            Paragraph(text("consent.stop.done", what=named), strong=True),
            Paragraph(text("consent.stop.from_now")),
            *_who_is_told(circle, told),
            Paragraph(text("consent.stop.law")),
        ),
        alert=text("consent.stop.done", what=named),
        buttons=(
            Choice(text("consent.button.restore"), RestoreConsent(consent.id)),
            *_tell_family(turn, circle, consent, ended),
            LIST,
        ),
    )
    notice = notice_of_end(circle.person.id, ended, turn.now)
    records = (
        *(ConsentWithdrawn(each.id, circle.person.id, turn.now) for each in ended),
        *((notice,) if notice else ()),
    )
    return Outcome(without_offer(turn.conversation), (receipt,), records, told)


def _who_is_told(circle: Circle, told: tuple[Message, ...]) -> tuple[Paragraph, ...]:
    words = words_for(circle, told)
    return (Paragraph(text("consent.stop.told", people=words)),) if words else ()


def _tell_family(turn: Turn, circle: Circle, stopped: Consent, ended: tuple[Consent, ...]) -> tuple[Choice, ...]:
    """Only where there is somebody to tell, and never by itself."""
    if not words_for(circle, family_told(circle, ended, turn.now)):
        return ()
    return (Choice(text("consent.button.tell_family"), TellFamilyOfEnd(stopped.id), Style.QUIET),)


def own(circle: Circle, id_: str) -> Consent | None:
    return next((each for each in circle.consents if each.id == id_ and each.person == circle.person.id), None)


def nothing_to_do(turn: Turn, circle: Circle, words: Text) -> Outcome:
    said: Reply = Say(words)
    shown = list_of_consents(turn, circle) if standing(turn, circle) else ()
    return Outcome(shut(turn.conversation), (said, *shown))


def shows_the_same(other: Consent, stopped: Consent) -> bool:
    """One line stopped means that nobody of it sees anything more, whatever else was once agreed to for them."""
    same_kind = (other.purpose, other.recipient_kind) == (stopped.purpose, stopped.recipient_kind)
    return same_kind and (other.recipient == stopped.recipient or None in (other.recipient, stopped.recipient))
