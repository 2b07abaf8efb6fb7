"""One consent in plain words: to whom, what, when, until when. Relatives by the person's own word, never by name."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from bot.core.consents import Consent, Item, Proxy, RecipientKind
from bot.core.ids import PersonId
from bot.core.people import RelationKind
from bot.core.replies import Entry, Text, text
from bot.core.requests import Circle
from bot.rules.consent import REGISTRY
from bot.rules.kinship import polite

_JAPAN = timezone(timedelta(hours=9))
"""The whole country has one time."""

_RELATIONS = {RecipientKind.FAMILY: RelationKind.FAMILY, RecipientKind.SUPPORTER: RelationKind.SUPPORTER}


def line_of(consent: Consent, circle: Circle) -> Entry:
    """「ご家族(娘さん)へ」, and below it what, in which phase, until when; and whom staff had it from."""
    to, phase = text("consent.line.to", who=recipients(consent, circle)), text(f"consent.phase.{consent.phase}")
    what, end = items(consent.items), until(consent.expires_at)
    if consent.proxy is None:
        return Entry(to, text("consent.line.what", items=what, phase=phase, until=end))
    who, how = giver(consent.proxy, consent.person), text(f"consent.way.{consent.proxy.way}")
    return Entry(to, text("consent.line.what_by", items=what, phase=phase, until=end, who=who, how=how))


def giver(proxy: Proxy, person: PersonId) -> Text:
    """娘さん, 後見人の方: who spoke for the person, by what they are to them; あなた where it was the person."""
    if proxy.by == person:
        return text("consent.line.you")
    return polite(proxy.relation) or text("consent.desk.somebody", word=proxy.relation)


def recipient(consent: Consent, circle: Circle) -> Text:
    """Short enough for a button: ご家族, 娘さん."""
    meant = (each.relation.label for each in circle.members if each.person.id == consent.recipient)
    word = polite(next(meant, ""))
    return word or kind_word(consent.recipient_kind, consent.recipient)


def kind_word(kind: RecipientKind, named: str | None) -> Text:
    """Another registry is a service, and not one of the person's own."""
    is_registry = kind is RecipientKind.SERVICE and named == REGISTRY.person.id
    return text("consent.to_registry") if is_registry else text(f"consent.to.{kind}")


def recipients(consent: Consent, circle: Circle) -> Text:
    """With those whom it means today, where there are any."""
    kind = _RELATIONS.get(consent.recipient_kind)
    meant = [each for each in circle.members if each.relation.kind is kind and each.relation.confirmed]
    words = tuple(dict.fromkeys(word for each in meant if (word := polite(each.relation.label)) is not None))
    short = recipient(consent, circle)
    return text("consent.line.these", who=short, people=words) if words and consent.recipient is None else short


def items(kinds: Iterable[Item]) -> tuple[Text, ...]:
    """In one order everywhere."""
    wanted = frozenset(kinds)
    return tuple(text(f"item.{each}") for each in Item if each in wanted)


def until(end: datetime | None) -> Text:
    if end is None:
        return text("consent.until.stopped")
    last = end.astimezone(_JAPAN)
    return text("consent.until.day", year=last.year, month=last.month, day=last.day)
