"""Who is told that somebody stays silent: by a decision and with its disclosure, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.consents import BY_LAW_ALONE, Cadence, Consent, Disclosure, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Emergency, Incident
from bot.core.people import District, Person, Relation, RelationKind
from bot.core.records import Message
from bot.core.replies import Card, Choice, Entry, text
from bot.core.requests import Circle, Member
from bot.core.taps import AskListing, Nudge, ReportCondition, SayGoing
from bot.rules.consent import EMERGENCY_LIST
from bot.rules.silence_told import SilenceOf, leaders_told, silence_message, told_of_silence
from tests.unit.rules.ladder.pure_town import DRILL, QUAKE

NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
EAST = District(DistrictId("D1"), "一箕町")
HANA = Person(PersonId("P1"), "会津 花子", EAST.id)
YUKI = Person(PersonId("P2"), "会津 雪", None)
KEN = Person(PersonId("P3"), "若松 健", EAST.id)
SAID = Consent(
    id="C1",
    person=HANA.id,
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset({Item.NAME, Item.CONDITION, Item.WHEREABOUTS}),
    recipient_kind=RecipientKind.FAMILY,
    recipient=None,
    phase=Phase.BOTH,
    cadence=Cadence.ONCE,
    given_at=NOW - timedelta(days=9),
)
FAMILY, SUPPORTER = RelationKind.FAMILY, RelationKind.SUPPORTER
EMERGENCY = Emergency("E1", (EAST.id,), NOW - timedelta(hours=1), NOW + timedelta(hours=1))


def member(person: Person, kind: RelationKind, *, confirmed: bool = True, reachable: bool = True) -> Member:
    return Member(person, Relation(HANA.id, person.id, kind, confirmed=confirmed), reachable)


CIRCLE = Circle(HANA, (member(YUKI, FAMILY), member(KEN, SUPPORTER)), (), (SAID,), ())


def told(circle: Circle = CIRCLE, kind: RelationKind = FAMILY, incident: Incident = QUAKE) -> tuple[Message, ...]:
    tellings = told_of_silence(SilenceOf(circle, incident, NOW, BY_LAW_ALONE), kind)
    return tuple(silence_message(each, incident) for each in tellings)


def test_the_daughter_hears_it_with_buttons_to_answer_for_her_mother() -> None:
    (message,) = told()
    (card,) = message.replies
    assert isinstance(card, Card)
    taps = [each.tap for each in card.buttons if isinstance(each, Choice)]
    assert message.to == YUKI.id
    answers = [each for each in taps if isinstance(each, ReportCondition)]
    assert [each.about for each in answers] == [HANA.id] * 3
    assert taps[len(answers) :] == [SayGoing(HANA.id, QUAKE.id), Nudge(HANA.id, QUAKE.id)]


def test_each_button_says_whose_state_it_tells() -> None:
    """The mother may be silent too, and a bare 「無事です」 under her daughter's name would be hers to tap."""
    (message,) = told()
    (card,) = message.replies
    assert isinstance(card, Card)
    assert all(dict(each.label.args)["name"] == HANA.name for each in card.buttons)


def test_what_is_shown_is_the_name_and_the_condition_and_nothing_else() -> None:
    ((shown,),) = (each.disclosures for each in told())
    assert (shown.about, shown.recipient, shown.items) == (HANA.id, YUKI.id, frozenset({Item.NAME, Item.CONDITION}))
    assert (shown.ground, shown.incident) == ("C1", QUAKE.id)


def test_of_whoever_has_written_meanwhile_it_is_said_so_and_nothing_else_changes() -> None:
    """In the line and in the alert, by the same decision and with the same buttons."""
    (silent, shown), (begun, shown_then) = _card_of(begun=False), _card_of(begun=True)
    for card, key in ((silent, "family.no_answer_yet"), (begun, "family.began")):
        (entry,) = (each for each in card.blocks if isinstance(each, Entry))
        assert (entry.detail, dict(card.alert.args)["condition"]) == (text(key), text(key))
    assert (silent.header, silent.buttons, shown) == (begun.header, begun.buttons, shown_then)


def _card_of(*, begun: bool) -> tuple[Card, tuple[Disclosure, ...]]:
    (telling,) = told_of_silence(SilenceOf(CIRCLE, QUAKE, NOW, BY_LAW_ALONE, begun=begun), FAMILY)
    message = silence_message(telling, QUAKE)
    (card,) = message.replies
    assert isinstance(card, Card)
    return card, message.disclosures


@pytest.mark.parametrize(
    "circle",
    [
        replace(CIRCLE, consents=()),
        replace(CIRCLE, consents=(replace(SAID, withdrawn_at=NOW),)),
        replace(CIRCLE, consents=(replace(SAID, refused=True),)),
        replace(CIRCLE, consents=(replace(SAID, items=frozenset({Item.NAME})),)),
        replace(CIRCLE, consents=(replace(SAID, items=frozenset({Item.CONDITION})),)),
        replace(CIRCLE, consents=(replace(SAID, cadence=Cadence.EVERY_TIME),)),
        replace(CIRCLE, person=replace(HANA, disclosure_block=True)),
        replace(CIRCLE, person=replace(HANA, disclosure_block=True), emergencies=(EMERGENCY,)),
        replace(CIRCLE, members=(member(YUKI, FAMILY, confirmed=False),)),
        replace(CIRCLE, members=(member(YUKI, FAMILY, confirmed=False),), emergencies=(EMERGENCY,)),
        replace(CIRCLE, members=(member(YUKI, FAMILY, reachable=False),)),
    ],
)
def test_nobody_hears_it_who_may_not_or_cannot(circle: Circle) -> None:
    assert told(circle) == ()


def test_a_supporter_hears_it_by_a_consent_for_supporters_alone() -> None:
    assert told(kind=SUPPORTER) == ()
    agreed = replace(CIRCLE, consents=(SAID, replace(SAID, id="C2", recipient_kind=RecipientKind.SUPPORTER)))
    (message,) = told(agreed, SUPPORTER)
    assert (message.to, message.disclosures[0].ground) == (KEN.id, "C2")


def test_a_declared_emergency_opens_it_and_a_drill_never_does() -> None:
    circle = replace(CIRCLE, consents=(), emergencies=(EMERGENCY,))
    assert told(circle)[0].disclosures[0].ground == EMERGENCY_LIST
    assert told(circle, incident=DRILL) == ()


def test_in_a_drill_the_message_is_marked() -> None:
    (message,) = told(incident=DRILL)
    assert message.drill


def test_leaders_hear_how_many_and_no_name() -> None:
    (message,) = leaders_told(EAST, 7, (KEN,), QUAKE)
    (card,) = message.replies
    assert isinstance(card, Card)
    (button,) = card.buttons
    assert isinstance(button, Choice)
    assert (message.to, message.disclosures) == (KEN.id, ())
    assert isinstance(button.tap, AskListing)
    assert HANA.name not in repr(message)
    assert ("count", 7) in card.alert.args


def test_a_district_without_a_leader_tells_nobody() -> None:
    assert leaders_told(EAST, 7, (), QUAKE) == ()
