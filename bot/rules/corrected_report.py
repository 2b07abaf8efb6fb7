"""A report was wrong and no longer counts: who hears of it, each by a decision of its own (promise 2)."""

from collections.abc import Iterator

from bot.core.consents import Item, Purpose
from bot.core.people import Office, Person, RelationKind, Role
from bot.core.records import Message
from bot.core.reports import Source
from bot.core.requests import Circle
from bot.core.understanding import Condition
from bot.rules.consent import Allowed, Moment, Question, Recipient, decide, disclosed
from bot.rules.corrected_card import Correction, corrected, to_the_person, unnamed
from bot.rules.safety import is_distress

_ITEMS = frozenset({Item.NAME, Item.CONDITION})
_RELATIVES = frozenset({RelationKind.FAMILY, RelationKind.SUPPORTER})


def told_of_correction(correction: Correction) -> tuple[Message, ...]:
    """Those who heard the wrong report: family, and of a call for help supporters and leaders as well.

    Whoever made it belongs to them, as a relation or by office; of the city's staff nobody does. The person is asked
    again whose own word was taken out, or how they are by somebody else's word: of that they were told. Nobody hears,
    where nothing of it was wrong; where it was the place alone, those of them who may know the place.
    """
    if not correction.wrong:
        return ()
    rescue = _was_told_as_a_call(correction)
    told: dict[str, Message] = {}
    for each in _recipients(correction, rescue=rescue):
        if each.person.id not in told and (message := _to(correction, each)) is not None:
            told[each.person.id] = message
    leaders = correction.circle.leaders if rescue and Item.CONDITION in correction.wrong else ()
    heard_no_name = [each.id for each in leaders if each.id not in told and not _is_near(correction.circle, each)]
    own = [to_the_person(correction)] if _was_about_them(correction) else []
    return (*own, *told.values(), *(unnamed(correction, each) for each in heard_no_name))


def _was_about_them(correction: Correction) -> bool:
    report = correction.report
    return report.source is Source.SELF or (report.condition is not None and Item.CONDITION in correction.wrong)


def _recipients(correction: Correction, *, rescue: bool) -> Iterator[Recipient]:
    """One person may stand here more than once: whoever reported it, as each that they are to the person."""
    circle, by = correction.circle, correction.report.reporter
    kinds = _RELATIVES if rescue else {RelationKind.FAMILY}
    for each in circle.members:
        if each.relation.kind in kinds or each.person.id == by:
            yield Recipient(each.person, relation=each.relation.kind, relation_confirmed=each.relation.confirmed)
    for officers, office in ((circle.leaders, Office.LEADER), (circle.commissioners, Office.WELFARE_COMMISSIONER)):
        hear = rescue and office is Office.LEADER
        for officer in officers:
            if officer.id != circle.person.id and (officer.id == by or (hear and not _is_near(circle, officer))):
                yield Recipient(officer, roles=(Role(office, circle.person.district),))


def _is_near(circle: Circle, leader: Person) -> bool:
    """The person themselves, or told as what they are to the person."""
    return leader.id == circle.person.id or any(
        each.person.id == leader.id and each.relation.kind in _RELATIVES for each in circle.members
    )


def _was_told_as_a_call(correction: Correction) -> bool:
    """As `tell` has it: a call for help, or more of one than where somebody went. A wrong place of it, while it stands.

    Sooner one too many hears the right place than one who walks to the wrong one.
    """
    report = correction.report
    if Item.CONDITION in correction.wrong:
        return report.condition is Condition.NEEDS_RESCUE
    says_more = report.condition is None and bool(report.spot or report.needs)
    is_of_call = report.condition is Condition.NEEDS_RESCUE or says_more
    return is_of_call and correction.after.condition is Condition.NEEDS_RESCUE


def _to(correction: Correction, recipient: Recipient) -> Message | None:
    circle, incident, wrong = correction.circle, correction.incident, correction.wrong
    question = Question(
        subject=circle.person,
        recipient=recipient,
        purpose=Purpose.SAFETY_SHARING,
        items=_ITEMS | wrong,
        moment=Moment(correction.now, incident.drill, circle.emergencies, correction.rules),
        consents=circle.consents,
        consent_unasked=circle.consent_unasked,
        in_distress=is_distress(correction.after.condition),
    )
    allowed = decide(question)
    if not isinstance(allowed, Allowed) or not allowed.items >= _ITEMS or not allowed.items & wrong:
        return None
    items = question.items & allowed.items
    return corrected(correction, recipient.person.id, items, disclosed(question, allowed, items, incident.id))
