"""What somebody reads who was told of in a roll call: who said it, as what, and when; and how to say otherwise."""

from bot.core.consents import Item, Purpose
from bot.core.people import Person
from bot.core.records import Message
from bot.core.replies import Ask, Choice, Style, Text, text
from bot.core.reports import Report, Source
from bot.core.requests import Circle, Member
from bot.core.taps import ChangeReport
from bot.core.turn import Turn
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.kinship import polite
from bot.rules.news import statement

_OFFICES = {
    Source.LEADER: "consent.to.association",
    Source.COMMISSIONER: "consent.to.commissioner",
    Source.STAFF: "seen.who.city",
}
_NAME = frozenset({Item.NAME})


def to_the_person(turn: Turn, report: Report, sender: Circle | None) -> Message:
    """By office, or by the person's own word for their relative. The name of whoever it was is that one's own datum:
    with it only where `decide` says so, and then it stands in the ledger.
    """
    assert report.about is not None
    office = _OFFICES.get(report.source)
    change = (Choice(text("button.not_so"), ChangeReport(report.incident), Style.QUIET),)
    if office is None:
        return Message(report.about, (Ask(_by_kin(report), change),), drill=report.drill, incident=report.incident)
    allowed = _named(turn, report, sender)
    who = text(office)
    if allowed is not None and sender is not None:
        who = text("roll_call.told_person.named", who=who, name=sender.person.name)
    said = text("roll_call.told_person", who=who, condition=statement(report), at=report.said_at)
    rows = (disclosed(*allowed, _NAME, report.incident),) if allowed is not None else ()
    return Message(report.about, (Ask(said, change),), rows, drill=report.drill, incident=report.incident)


def _by_kin(report: Report) -> Text:
    word, condition = polite(report.label), statement(report)
    if word is None:
        return text("proxy.told_person_unnamed", condition=condition, at=report.said_at)
    return text("proxy.told_person", label=word, condition=condition, at=report.said_at)


def _named(turn: Turn, report: Report, sender: Circle | None) -> tuple[Question, Allowed] | None:
    """Whether the person may know by name who spoke of them, as what they are to the sender."""
    member = next((each for each in sender.members if each.person.id == report.about), None) if sender else None
    if sender is None or member is None:
        return None
    question = _question(turn, report, sender, member)
    decision = decide(question)
    return (question, decision) if isinstance(decision, Allowed) else None


def _question(turn: Turn, report: Report, sender: Circle, member: Member) -> Question:
    person: Person = member.person
    return Question(
        subject=sender.person,
        recipient=Recipient(person, (), member.relation.kind, member.relation.confirmed),
        purpose=Purpose.SAFETY_SHARING,
        items=_NAME,
        moment=Moment(turn.now, report.drill, sender.emergencies, turn.city.disclosure),
        consents=sender.consents,
        consent_unasked=sender.consent_unasked,
    )
