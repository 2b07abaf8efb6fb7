"""What family and supporters in other districts read when the home of one of theirs is to be left (standards.md 4.5).

They are named to each other: each message passes `decide` and carries its disclosure (promise 2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.core.consents import DisclosureRules, Item, Purpose
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import Message, Priority
from bot.core.replies import AlertLevel, Button, Card, Choice, Entry, Paragraph, Style, Text, Tone, text
from bot.core.requests import Circle, Member
from bot.core.taps import SayGoing
from bot.rules.advice import Announced, announced
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.hazard_named import title_and_hazard
from bot.rules.silence_told import answers_about

_ITEMS = frozenset({Item.NAME, Item.WHEREABOUTS})
"""That an order concerns somebody says where they live, as far as the area of the order does."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who needs time, as of `now`. `incident` has the level that holds for them, '' for none any more.

    `heard`: the level that was told last to each whom it reached, or may have reached; '' that there is none.
    """

    circle: Circle
    incident: Incident
    heard: Mapping[PersonId, str]
    now: datetime
    rules: DisclosureRules


@dataclass(frozen=True, slots=True)
class Word:
    """`calls`: it asks to leave; else it says that what was asked was wrong."""

    message: Message
    calls: bool


def asks_to_leave(incident: Incident) -> bool:
    return _leaving(incident) is not None


def helpers_told(concerned: Concerned) -> tuple[Word, ...]:
    """One to each of the circle who may know, by the first tie that allows it; what was wrong to those who heard it."""
    told: dict[PersonId, Word] = {}
    for member in concerned.circle.members:
        said = _said(concerned, concerned.heard.get(member.person.id))
        message = _to(concerned, member, said.card) if said and member.person.id not in told else None
        if said and message:
            told[message.to] = Word(message, said.calls)
    return tuple(told.values())


def _to(concerned: Concerned, member: Member, card: Card) -> Message | None:
    circle, incident = concerned.circle, concerned.incident
    question = Question(
        subject=circle.person,
        recipient=Recipient(member.person, relation=member.relation.kind, relation_confirmed=member.relation.confirmed),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        moment=Moment(concerned.now, incident.drill, circle.emergencies, concerned.rules),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
    )
    allowed = decide(question)
    if not isinstance(allowed, Allowed) or not allowed.items >= _ITEMS:
        return None
    return Message(
        to=member.person.id,
        replies=(card,),
        disclosures=(disclosed(question, allowed, _ITEMS, incident.id),),
        priority=Priority.BULK,  # after the question to those whose homes they are
        drill=incident.drill,
        incident=incident.id,
    )


class _Said(NamedTuple):
    card: Card
    calls: bool


def _said(concerned: Concerned, heard: str | None) -> _Said | None:
    """None: there is nothing new to say."""
    person, incident = concerned.circle.person, concerned.incident
    as_heard = replace(incident, level=heard or "")
    now, before = _leaving(incident), _leaving(as_heard)
    if before is None:
        return _Said(_call(person, incident, now), calls=True) if now else None
    if now is None or _rank(now) < _rank(before):
        return _Said(_correction(person, incident, as_heard), calls=False)
    return _Said(_call(person, incident, now), calls=True) if _rank(now) > _rank(before) else None


def _leaving(incident: Incident) -> Announced | None:
    """None where nobody is asked to leave."""
    of = announced(incident)
    return of if of is not None and of.asks_to_leave else None


def _rank(of: Announced) -> tuple[AlertLevel, bool]:
    return of.level, of.is_order


def _call(person: Person, incident: Incident, of: Announced) -> Card:
    about, concerned = text("told.name", name=person.name), text("leave.concerned")
    header, what = text("advice.header", header=text("leave.header"), level=of.name), title_and_hazard(incident)
    own_safety = () if of.level is AlertLevel.SECURE else (Paragraph(text("told.rescue.own_safety_first")),)
    return Card(
        header=header,
        blocks=(
            Entry(about, concerned, Style.WARNING),
            Paragraph(what),
            _please(of),
            *own_safety,
            Paragraph(text("leave.then")),
        ),
        alert=text("leave.alert", header=header, what=what, about=about, condition=concerned),
        buttons=_buttons(person, incident, of),
        tone=Tone.DRILL if incident.drill else Tone.INCIDENT,
        level=of.level,
    )


def _correction(person: Person, incident: Incident, as_heard: Incident) -> Card:
    """It names what was told before: another danger may be open for the same home, and its call stands."""
    of = announced(incident)
    said = text("leave.changed", name=person.name, level=of.name) if of else text("leave.ended", name=person.name)
    advice = (_please(of),) if of is not None and of.asks_to_leave else ()
    return Card(
        header=text("correction.header.drill" if incident.drill else "correction.header"),
        blocks=(
            Paragraph(said, strong=True),
            Paragraph(title_and_hazard(as_heard)),
            *advice,
            Paragraph(text("leave.call_again")),
        ),
        alert=said,
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )


def _please(of: Announced) -> Paragraph:
    return Paragraph(_what_to_do(of), strong=True)


def _what_to_do(of: Announced) -> Text:
    if of.level is AlertLevel.SECURE:
        return text("leave.please.5")
    if not of.is_order:
        return text("leave.please.like")
    return text("leave.please.4" if of.level is AlertLevel.ALL else "leave.please.3")


def _buttons(person: Person, incident: Incident, of: Announced) -> tuple[Button, ...]:
    """At level 5 nobody is offered to set out."""
    going = Choice(text("silence.button.going", name=person.name), SayGoing(person.id, incident.id))
    return (*answers_about(person, incident), *(() if of.level is AlertLevel.SECURE else (going,)))
