"""「だれが見た」: exactly the rows of the ledger, each in words.

Whoever looked is called by what they are to the person (娘さん, 町内会の会長): their name is their own datum.
"""

from bot.core.ask import Topic, ask
from bot.core.consents import RecipientKind
from bot.core.people import Office
from bot.core.replies import Ask, Block, Card, Entry, Paragraph, Text, text
from bot.core.requests import Circle, DisclosuresOf, Look, Looks
from bot.core.turn import Outcome, Turn
from bot.rules.consent.grounds import HANDED_OVER
from bot.rules.consent.recipients import OF_AN_OFFICE
from bot.rules.kinship import polite
from bot.topics.consent.buttons import LIST, WHY
from bot.topics.consent.closing import shut
from bot.topics.consent.grounds import ground
from bot.topics.consent.wordings import items, kind_word

_BY_OFFICE = {
    RecipientKind.ASSOCIATION: (Office.LEADER,),
    RecipientKind.COMMISSIONER: (Office.WELFARE_COMMISSIONER,),
    RecipientKind.SERVICE: (Office.CARE_MANAGER, Office.SHELTER_STAFF),
}


def looks(turn: Turn, circle: Circle) -> Topic[Outcome]:
    seen = yield from ask(DisclosuresOf(circle.person.id))
    reply = _card(seen, circle) if seen.total else _nobody()
    return Outcome(shut(turn.conversation), (reply,))


def _nobody() -> Ask:
    return Ask(text("seen.nobody"), (LIST, WHY))


def _card(seen: Looks, circle: Circle) -> Card:
    header = text("seen.header")
    newest = (Paragraph(text("seen.newest", count=len(seen.looks))),) if len(seen.looks) < seen.total else ()
    blocks: tuple[Block, ...] = (
        Paragraph(text("seen.total", count=seen.total), strong=True),
        *newest,
        *(_entry(each, circle) for each in seen.looks),
    )
    return Card(header, blocks, text("seen.total", count=seen.total), (WHY, LIST))


def _entry(look: Look, circle: Circle) -> Entry:
    detail = text(
        "seen.what.paper" if look.disclosure.on_paper else "seen.what",
        at=look.at,
        items=items(look.disclosure.items),
        ground=ground(look.disclosure, circle),
        where=_where(look),
    )
    return Entry(_who(look), detail)


def _who(look: Look) -> Text:
    """As what they saw it: a daughter who is staff as well, and saw it at the office, was the city."""
    kind = look.disclosure.recipient_kind
    if kind is RecipientKind.CITY:
        return text("seen.who.city")
    if look.disclosure.ground == HANDED_OVER:
        return _holder_of_code(look)
    held = {each.office for each in look.offices}
    office = next((each for each in _BY_OFFICE.get(kind, ()) if each in held), None)
    if office is not None:
        return text(f"seen.who.{office}")
    word = polite(look.relation.label) if look.relation is not None else None
    if word is not None and kind not in OF_AN_OFFICE:
        return word
    return kind_word(kind, look.disclosure.recipient)


def _holder_of_code(look: Look) -> Text:
    """Nobody decided who that is but the person, who gave the code away; who it was, where the register knows."""
    word = polite(look.relation.label) if look.relation is not None else None
    return text("seen.who.code_known", who=word) if word is not None else text("seen.who.code")


def _where(look: Look) -> Text:
    """In which incident, and whether that was a drill."""
    if not look.incident_title:
        return text("seen.where.drill") if look.drill else text("seen.where.none")
    return text("seen.where.in_drill" if look.drill else "seen.where.incident", title=look.incident_title)
