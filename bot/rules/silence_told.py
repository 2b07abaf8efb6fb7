"""Who is told that somebody stays silent: each telling passes `decide` and carries its disclosure (promises 2, 4)."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.consents import Disclosure, DisclosureRules, Item, Purpose
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.people import District, Person, RelationKind
from bot.core.records import Message, Silence
from bot.core.replies import Button, Card, Choice, Entry, Paragraph, Style, Tone, text
from bot.core.reports import Listing, Standing
from bot.core.requests import Circle, Member
from bot.core.taps import AskListing, Nudge, ReportCondition, SayGoing
from bot.core.understanding import Condition
from bot.rules.begun import no_answer
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.going import lines_for, under_way

_ITEMS = frozenset({Item.NAME, Item.CONDITION})
"""That no answer has come is how somebody is, as far as anybody knows."""


@dataclass(frozen=True, slots=True)
class SilenceOf:
    """Somebody who has not answered in an incident, as of `now`, under the city's ordinances."""

    circle: Circle
    incident: Incident
    now: datetime
    rules: DisclosureRules
    begun: bool = False
    """Has said something since, and not how they are."""


@dataclass(frozen=True, slots=True)
class Telling:
    """`to` may read that no answer has come from `about`: it is decided, and `disclosure` is what the ledger keeps.

    `lines`: who is on the way, as `to` may read it. `begun`: as in `SilenceOf`. Whoever sends it says
    `silence_message`, and nothing else.
    """

    to: PersonId
    about: Person
    kind: RelationKind
    disclosure: Disclosure
    lines: tuple[Paragraph, ...] = ()
    begun: bool = False


def told_of_silence(silence: SilenceOf, kind: RelationKind) -> tuple[Telling, ...]:
    """Each family member or supporter who may know."""
    members = (each for each in silence.circle.members if each.relation.kind is kind and each.reachable)
    return tuple(telling for each in members if (telling := _to(silence, each)) is not None)


def silence_message(telling: Telling, incident: Incident) -> Message:
    """That no answer has come, and the buttons to answer for the person."""
    return Message(
        to=telling.to,
        replies=(_card(telling, incident),),
        disclosures=(telling.disclosure,),
        drill=incident.drill,
        incident=incident.id,
        tells_of=Silence(incident.id, person=telling.about.id),
    )


def _to(silence: SilenceOf, member: Member) -> Telling | None:
    question = _question(silence, member)
    allowed = decide(question)
    if not isinstance(allowed, Allowed) or not allowed.items >= _ITEMS:
        return None
    going = under_way(silence.circle.going, silence.incident.id, Standing(), silence.now)
    return Telling(
        to=member.person.id,
        about=silence.circle.person,
        kind=member.relation.kind,
        disclosure=disclosed(question, allowed, _ITEMS, silence.incident.id),
        lines=lines_for(member.person.id, going),
        begun=silence.begun,
    )


def _question(silence: SilenceOf, member: Member) -> Question:
    circle = silence.circle
    return Question(
        subject=circle.person,
        recipient=Recipient(member.person, relation=member.relation.kind, relation_confirmed=member.relation.confirmed),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        moment=Moment(silence.now, silence.incident.drill, circle.emergencies, silence.rules),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
    )


def _card(telling: Telling, incident: Incident) -> Card:
    person, kind = telling.about, telling.kind
    about = text("told.name", name=person.name)
    silent = no_answer(begun=telling.begun)
    own_safety = (Paragraph(text("told.rescue.own_safety_first")),) if kind is RelationKind.SUPPORTER else ()
    return Card(
        header=text("silence.header"),
        blocks=(
            Entry(about, silent, Style.WARNING),
            *telling.lines,
            Paragraph(text(f"silence.please.{kind}")),
            *own_safety,
        ),
        alert=text("told.alert", about=about, condition=silent),
        buttons=(
            *answers_about(person, incident),
            Choice(text("silence.button.going", name=person.name), SayGoing(person.id, incident.id)),
            Choice(text("silence.button.nudge", name=person.name), Nudge(person.id, incident.id), Style.QUIET),
        ),
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )


def answers_about(person: Person, incident: Incident) -> tuple[Button, ...]:
    """With the name on them: whoever reads this may be silent too, and must not take it for their own question."""
    answers = (
        ("safe", Condition.SAFE, Style.GOOD),
        ("injured", Condition.INJURED, Style.WARNING),
        ("rescue", Condition.NEEDS_RESCUE, Style.DANGER),
    )
    return tuple(
        Choice(
            text(f"silence.button.{word}", name=person.name), ReportCondition(condition, incident.id, person.id), style
        )
        for word, condition, style in answers
    )


def leaders_told(
    district: District, silent: int, leaders: tuple[Person, ...], incident: Incident
) -> tuple[Message, ...]:
    """How many of the district have not answered: a count names nobody. The list decides about each name."""
    count = text("silence.leader", district=district.name, count=silent)
    card = Card(
        header=text("silence.header"),
        blocks=(Paragraph(count, strong=True), Paragraph(text("silence.please.leader"))),
        alert=count,
        buttons=(Choice(text("area.button.silent"), AskListing(Listing.SILENT, district.id)),),
        tone=Tone.DRILL if incident.drill else Tone.CALM,
    )
    silence = Silence(incident.id, district=district.id)
    return tuple(
        Message(each.id, (card,), drill=incident.drill, incident=incident.id, tells_of=silence) for each in leaders
    )
