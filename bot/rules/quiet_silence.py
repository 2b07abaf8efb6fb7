"""Who hears that somebody did not answer the greetings: the chosen contact, by a decision, or nobody but the staff."""

from datetime import datetime
from enum import StrEnum

from bot.core.consents import DisclosureRules, Item, Purpose
from bot.core.ids import NoticeId, PersonId, derived_id
from bot.core.people import RelationKind
from bot.core.quiet_days import QuietDays
from bot.core.records import Message, NoticeKind, NoticeRaised, Silence
from bot.core.replies import Card, Choice, Entry, Link, Paragraph, Say, Style, text
from bot.core.requests import Circle, Member
from bot.core.taps import AnswerGreeting, QuietAnswer, ReportForReal, SayGoing
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.kinship import polite

CONTACTS = frozenset({RelationKind.FAMILY, RelationKind.SUPPORTER})
_ITEMS = frozenset({Item.NAME, Item.CONDITION})
"""That no answer has come is how somebody is, as far as anybody knows; as in an incident."""


class Unsent(StrEnum):
    """What is not sent on LINE while the month's messages are short."""

    GREETING = "greeting"
    DRILL = "drill"


_SHORT = {
    Unsent.GREETING: "LINEの今月の通数が足りないので、見守りのあいさつをLINEでは送っていません。",
    Unsent.DRILL: "LINEの今月の通数が足りないので、毎月の訓練を送っていません。",
}


def contact_in(circle: Circle, contact: PersonId) -> Member | None:
    """The chosen one, as long as they are a confirmed relation of the person; as family where they are both."""
    found = [each for each in circle.members if each.person.id == contact and each.relation.confirmed]
    fitting = [each for each in found if each.relation.kind in CONTACTS]
    return min(fitting, key=lambda each: each.relation.kind is not RelationKind.FAMILY, default=None)


def may_hear(circle: Circle, member: Member, now: datetime, rules: DisclosureRules) -> tuple[Question, Allowed] | None:
    """On a quiet day: in an emergency the check-in has taken the greeting's place."""
    question = Question(
        subject=circle.person,
        recipient=Recipient(member.person, relation=member.relation.kind, relation_confirmed=member.relation.confirmed),
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS,
        moment=Moment(now, drill=False, emergencies=circle.emergencies, rules=rules),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
    )
    decision = decide(question)
    return (question, decision) if isinstance(decision, Allowed) and decision.items >= _ITEMS else None


def told_of_quiet_silence(
    circle: Circle, arranged: QuietDays, unanswered: int, now: datetime, rules: DisclosureRules, phone: str
) -> tuple[Message, ...]:
    """To the contact; and to the person, that it was told. Nothing where the contact may not hear, or cannot."""
    member = contact_in(circle, arranged.contact)
    found = may_hear(circle, member, now, rules) if member is not None and member.reachable else None
    if member is None or found is None:
        return ()
    question, allowed = found
    told = Message(
        to=member.person.id,
        replies=(_card(circle, unanswered, phone),),
        disclosures=(disclosed(question, allowed, _ITEMS, None),),
        tells_of=Silence(None, person=circle.person.id, since=now),
    )
    return (told, _to_the_person(circle, member, unanswered))


def _card(circle: Circle, unanswered: int, phone: str) -> Card:
    person = circle.person
    about, said = text("told.name", name=person.name), text("quiet.silence", count=unanswered)
    return Card(
        header=text("quiet.silence.header"),
        blocks=(Entry(about, said, Style.WARNING), Paragraph(text("quiet.silence.please"))),
        alert=text("told.alert", about=about, condition=said),
        buttons=(
            Choice(text("quiet.button.seen"), AnswerGreeting(QuietAnswer.WELL, person.id), Style.GOOD),
            Choice(text("button.going"), SayGoing(person.id)),
            Choice(text("button.other.rescue"), ReportForReal(person.id), Style.DANGER),
            Link(text("button.call_city"), f"tel:{phone}", Style.QUIET),
        ),
    )


def _to_the_person(circle: Circle, member: Member, unanswered: int) -> Message:
    """They are told plainly, by their own word for the contact."""
    word = polite(member.relation.label) or text(f"passed_on.{member.relation.kind}")
    return Message(circle.person.id, (Say(text("quiet.told_contact", count=unanswered, who=word)),))


def untold(arranged: QuietDays, now: datetime) -> NoticeRaised:
    """The city's staff see it, where nobody else may."""
    id_ = NoticeId(derived_id("quiet silence", arranged.person, now.date().isoformat()))
    return NoticeRaised(id_, NoticeKind.QUIET_SILENCE, now, drill=False, about=arranged.person)


def short_of_messages(what: Unsent, now: datetime) -> NoticeRaised:
    """Staff see once in a month that LINE's messages are not enough for it."""
    id_ = NoticeId(derived_id("short of messages", what, f"{now:%Y-%m}"))
    return NoticeRaised(id_, NoticeKind.UNDELIVERED, now, drill=what is Unsent.DRILL, words=_SHORT[what])


def unsent(arranged: QuietDays, now: datetime) -> NoticeRaised:
    """Who cannot be written to is not silent: nothing was asked. Staff see it, once for each arrangement."""
    id_ = NoticeId(derived_id("greeting unsent", arranged.person, arranged.since.isoformat()))
    return NoticeRaised(id_, NoticeKind.UNDELIVERED, now, drill=False, about=arranged.person)
