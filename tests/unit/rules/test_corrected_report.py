"""Who hears that a report was wrong, and what they hear."""

from datetime import UTC, datetime

import pytest

from bot.core.consents import BY_LAW_ALONE, Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId, ReportId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import Person, Relation, RelationKind
from bot.core.records import Message, Priority
from bot.core.replies import Card
from bot.core.reports import Means, Report, Source, Standing
from bot.core.requests import Circle, Member
from bot.core.understanding import Condition
from bot.rules.corrected_report import Correction, told_of_correction
from config.catalogue import load_catalogue

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
EAST = DistrictId("east")
HANA = Person(PersonId("hana"), "会津 花子", EAST)
YUKI, KEN, LEADER = (Person(PersonId(each), each, EAST) for each in ("yuki", "ken", "leader"))
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)


def agreed(kind: RecipientKind) -> Consent:
    return Consent(
        id=f"c-{kind}",
        person=HANA.id,
        purpose=Purpose.SAFETY_SHARING,
        items=frozenset({Item.NAME, Item.CONDITION}),
        recipient_kind=kind,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


def circle(*kinds: RecipientKind) -> Circle:
    members = (
        Member(YUKI, Relation(HANA.id, YUKI.id, RelationKind.FAMILY, "娘", confirmed=True)),
        Member(KEN, Relation(HANA.id, KEN.id, RelationKind.SUPPORTER, "隣人", confirmed=True)),
    )
    return Circle(HANA, members, (LEADER,), tuple(agreed(each) for each in kinds))


def wrong(condition: Condition, source: Source = Source.LEADER) -> Report:
    return Report(
        id=ReportId("r1"),
        about=HANA.id,
        incident=QUAKE.id,
        drill=False,
        conversation=ConversationId("line:U"),
        reporter=LEADER.id,
        source=source,
        label="",
        means=Means.WORDS,
        said_at=NOW,
        condition=condition,
    )


def told(around: Circle, report: Report, after: Standing | None = None, incident: Incident = QUAKE) -> list[Message]:
    return list(told_of_correction(Correction(around, report, incident, after or Standing(), NOW, BY_LAW_ALONE)))


def words(message: Message, language: Language = Language.JAPANESE) -> str:
    (card,) = message.replies
    assert isinstance(card, Card)
    return load_catalogue("Asia/Tokyo").say(card.alert, language)


def test_family_that_agreed_hears_that_it_was_wrong_and_that_no_answer_has_come() -> None:
    (message,) = told(circle(RecipientKind.FAMILY), wrong(Condition.SAFE))
    assert message.to == YUKI.id
    assert "まちがいでした" in words(message)
    assert "family.no_answer_yet" in repr(message.replies)
    (shown,) = message.disclosures
    assert (shown.about, shown.recipient, shown.items) == (HANA.id, YUKI.id, frozenset({Item.NAME, Item.CONDITION}))


def test_a_wrong_call_for_help_is_taken_back_from_everybody_who_heard_it() -> None:
    everybody = circle(RecipientKind.FAMILY, RecipientKind.SUPPORTER, RecipientKind.ASSOCIATION)
    assert [each.to for each in told(everybody, wrong(Condition.NEEDS_RESCUE))] == [YUKI.id, KEN.id, LEADER.id]
    assert [each.to for each in told(everybody, wrong(Condition.INJURED))] == [YUKI.id]


def test_a_leader_who_may_not_know_the_name_hears_no_name() -> None:
    (message,) = told(circle(), wrong(Condition.NEEDS_RESCUE))
    assert (message.to, message.disclosures) == (LEADER.id, ())
    assert "花子" not in repr(message.replies)


def test_whose_own_word_was_taken_out_is_told_and_asked_again() -> None:
    (message,) = told(circle(), wrong(Condition.INJURED, Source.SELF))
    assert (message.to, message.disclosures) == (HANA.id, ())
    (card,) = message.replies
    assert isinstance(card, Card)
    assert len(card.buttons) == 3


def test_what_stands_now_is_said_with_who_said_it_and_distress_goes_ahead() -> None:
    stands = Standing(Condition.NEEDS_RESCUE, source=Source.FAMILY, label="娘", said_at=NOW)
    (message,) = told(circle(RecipientKind.FAMILY), wrong(Condition.SAFE), stands)
    assert message.priority is Priority.URGENT
    assert "condition.needs_rescue" in repr(message.replies)
    assert "told.source.family" in repr(message.replies)


def test_in_a_drill_every_message_is_marked() -> None:
    drill = Incident(QUAKE.id, "訓練", QUAKE.hazard, "", (), drill=True, opened_at=NOW)
    assert all(each.drill for each in told(circle(RecipientKind.FAMILY), wrong(Condition.SAFE), None, drill))


@pytest.mark.parametrize("language", list(Language))
def test_the_words_stand_in_every_language(language: Language) -> None:
    (message,) = told(circle(RecipientKind.FAMILY), wrong(Condition.SAFE))
    assert words(message, language)
