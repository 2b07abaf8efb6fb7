"""The lists: まだの人, 助けが必要な人; names, and telephone numbers, only where `decide` allows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.consents import Disclosure, Item, RecipientKind
from bot.core.conversation import Conversation, Listed
from bot.core.ids import PersonId
from bot.core.replies import Block, Button, Card, Choice, Entry, Link, Paragraph, Style, text
from bot.core.reports import Listing
from bot.core.requests import Contact, ContactsOf, ResidentsOf
from bot.core.taps import AskCall, AskPhones, AskSummary
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.area_list import Seen, seen_by, unnamed
from bot.rules.calling_number import tel
from bot.rules.consent import disclosed
from bot.rules.news import with_who_said_it
from bot.topics.area.question import About, asker

_PHONE = frozenset({Item.CONTACT})


def answer(turn: Turn, about: About, listing: Listing, *, phones: bool = False) -> Topic[Outcome]:
    people = yield from ask(ResidentsOf(about.district, about.incident.id, listing))
    shown = seen_by(asker(turn, about, people), people, _PHONE if phones else frozenset())
    numbers = (yield from _numbers(shown)) if phones else {}
    others = unnamed(people, shown, whole=listing is Listing.NEEDS_HELP)
    header = text(f"area.list.{listing}", district=about.name, count=len(shown) + others)
    card = Card(
        header=header,
        blocks=(
            *(_entry(turn, each, numbers) for each in shown),
            *_rest(others, shown),
            *_no_numbers(shown, numbers, phones=phones),
        ),
        alert=header,
        buttons=_buttons(about, listing, len(shown) + others, phones=phones),
        tone=about.tone,
    )
    disclosures = tuple(_disclosures(shown, numbers, about))
    return Outcome(_keeping(turn, about, listing), (card,), disclosures=disclosures, drill=about.incident.drill)


def _keeping(turn: Turn, about: About, listing: Listing) -> Conversation:
    """So that 「電話番号つき」, said next, means this list."""
    return replace(turn.conversation.idle(), listed=Listed(listing, about.district, about.incident.id))


def _numbers(shown: Sequence[Seen]) -> Topic[Mapping[PersonId, str]]:
    """As they are dialled; read of those alone whose number may be shown."""
    others = (each for each in shown if each.allowed.kind is not RecipientKind.PERSON)
    allowed = tuple(each.resident.person.id for each in others if Item.CONTACT in each.items)
    contacts: tuple[Contact, ...] = (yield from ask(ContactsOf(allowed))) if allowed else ()
    return {each.person: number for each in contacts if (number := tel(each.phone))}


def _entry(turn: Turn, seen: Seen, numbers: Mapping[PersonId, str]) -> Entry:
    """The 班 is part of an address (災対法49条の10②), and shown only where that was agreed to."""
    person = seen.resident.person
    name = text("told.name", name=person.name)
    if person.block and Item.ADDRESS in seen.items:
        name = text("area.name", name=person.name, block=person.block)
    if turn.person is not None and person.id == turn.person.id:
        name = text("area.you")
    standing = seen.resident.check_in.standing
    condition = standing.condition
    state = text(f"condition.{condition}") if condition else text("area.silent")
    number = numbers.get(person.id)
    return Entry(
        name,
        with_who_said_it(state, standing),
        _style(condition),
        Link(text("area.call", name=person.name), number, Style.GOOD) if number else None,
    )


def _style(condition: Condition | None) -> Style:
    if condition is Condition.SAFE:
        return Style.GOOD
    return Style.DANGER if condition is Condition.NEEDS_RESCUE else Style.WARNING


def _rest(count: int, shown: Sequence[Seen]) -> tuple[Block, ...]:
    """Those who did not agree to be named stay a number."""
    if count <= 0:
        return () if shown else (Paragraph(text("area.nobody")),)
    return (Paragraph(text("area.unnamed.more" if shown else "area.unnamed", count=count)),)


def _no_numbers(shown: Sequence[Seen], numbers: Mapping[PersonId, str], *, phones: bool) -> tuple[Block, ...]:
    missing = sum(each.allowed.kind is not RecipientKind.PERSON for each in shown) - len(numbers)
    return (Paragraph(text("area.phones.missing", count=missing)),) if phones and missing > 0 else ()


def _buttons(about: About, listing: Listing, total: int, *, phones: bool) -> tuple[Button, ...]:
    more = [] if phones or not total else [Choice(text("area.button.phones"), AskPhones(listing, about.district))]
    if listing is Listing.SILENT and total:
        more.append(Choice(text("area.button.call"), AskCall(about.district)))
    return (*more, Choice(text("area.button.summary"), AskSummary(about.district), Style.QUIET))


def _disclosures(shown: Iterable[Seen], numbers: Mapping[PersonId, str], about: About) -> Iterable[Disclosure]:
    """Of a number that is not on file nothing was shown."""
    for each in shown:
        if each.allowed.kind is not RecipientKind.PERSON:
            absent = frozenset() if each.resident.person.id in numbers else _PHONE
            yield disclosed(each.question, each.allowed, each.question.items - absent, about.incident.id)
