"""Row 15 of standards.md 2.6: who is told that a consent has ended, and in which few words.

Nobody is named and no reason is given: what the consent covered may not be shown any more, and that is the point.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone

from bot.core.consents import Consent, Purpose, RecipientKind
from bot.core.ids import NoticeId, PersonId, derived_id
from bot.core.people import Person, RelationKind
from bot.core.records import Message, NoticeKind, NoticeRaised
from bot.core.replies import Card, Paragraph, Text, text
from bot.core.requests import Circle
from bot.rules.consent.recipients import KIND_OF_RELATION
from bot.rules.kinship import polite

_JAPAN = timezone(timedelta(hours=9))
"""The whole country has one time."""


def helpers_told(circle: Circle, ended: Sequence[Consent], at: datetime) -> tuple[Message, ...]:
    """Officers, supporters and services who could see something by these consents; one letter a day for each matter.

    Lasting, and so no drill's even where one is open (promise 5). Never family, whatever else they are: that somebody
    withdrew can endanger them, so that only they can want it told.
    """
    return _told(circle, ended, at, are_family=False)


def family_told(circle: Circle, ended: Sequence[Consent], at: datetime) -> tuple[Message, ...]:
    """Those of the family who could see something by these consents: only where the person has asked for it."""
    return _told(circle, ended, at, are_family=True)


def words_for(circle: Circle, told: Iterable[Message]) -> tuple[Text, ...]:
    """Who is told, as the person knows them, of those who can be reached: 娘さん, 町内会の役員."""
    ids = {each.to for each in told}
    members = [each for each in circle.members if each.person.id in ids and each.reachable]
    related = {each.person.id for each in circle.members}
    offices = [
        text(f"consent.to.{kind}") for kind, held in _offices(circle) if {each.id for each in held} & ids - related
    ]
    words = [
        polite(each.relation.label) or text(f"consent.to.{KIND_OF_RELATION[each.relation.kind]}") for each in members
    ]
    return tuple(dict.fromkeys((*words, *offices)))


def notice_of_end(person: PersonId, ended: Sequence[Consent], at: datetime) -> NoticeRaised | None:
    """For the city itself, where it was the city that could see: staff are not written to, they have a board."""
    own = sorted(each.id for each in ended if each.recipient_kind is RecipientKind.CITY)
    if not own:
        return None
    return NoticeRaised(
        NoticeId(derived_id("consent ended", *own)), NoticeKind.CONSENT_ENDED, at, drill=False, about=person
    )


def _told(circle: Circle, ended: Sequence[Consent], at: datetime, *, are_family: bool) -> tuple[Message, ...]:
    """Of somebody under a disclosure block nobody hears anything: as if they were unknown."""
    if circle.person.disclosure_block:
        return ()
    family = {each.person.id for each in circle.members if each.relation.kind is RelationKind.FAMILY}
    purposes: dict[PersonId, set[Purpose]] = {}
    for consent in ended:
        for each in _could_see(circle, consent):
            if (each in family) is are_family:
                purposes.setdefault(each, set()).add(consent.purpose)
    return tuple(_message(circle, to, purposes[to], at) for to in sorted(purposes))


def _could_see(circle: Circle, consent: Consent) -> Iterator[PersonId]:
    kind, named = consent.recipient_kind, consent.recipient
    for each in circle.members:
        as_kind = KIND_OF_RELATION[each.relation.kind] is kind and named in (None, each.person.id)
        as_person = kind is RecipientKind.PERSON and named == each.person.id
        if each.relation.confirmed and (as_kind or as_person):
            yield each.person.id
    for office, held in _offices(circle):
        for officer in held:
            as_officer = kind is office and named in (None, officer.id, circle.person.district)
            as_person = kind is RecipientKind.PERSON and named == officer.id
            if officer.id != circle.person.id and (as_officer or as_person):
                yield officer.id


def _offices(circle: Circle) -> tuple[tuple[RecipientKind, tuple[Person, ...]], ...]:
    return (RecipientKind.ASSOCIATION, circle.leaders), (RecipientKind.COMMISSIONER, circle.commissioners)


def _message(circle: Circle, to: PersonId, purposes: set[Purpose], at: datetime) -> Message:
    named = tuple(text(f"consent.purpose.{each}") for each in Purpose if each in purposes)
    day = at.astimezone(_JAPAN).date().isoformat()
    header = text("ended.header")
    card = Card(
        header=header,
        blocks=(
            Paragraph(text("ended.what", purpose=named), strong=True),
            Paragraph(text("ended.from_now")),
            Paragraph(text("ended.keep")),
            Paragraph(text("ended.unnamed")),
        ),
        alert=header,
    )
    once = derived_id("consent ended", circle.person.id, to, day, *sorted(purposes))
    return Message(to, (card,), once=once)
