"""Who hears that a report was wrong, and what they hear."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.consents import BY_LAW_ALONE, Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId, ReportId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import Person, Relation, RelationKind
from bot.core.records import Message, Priority
from bot.core.replies import Card
from bot.core.reports import Means, Report, Source, Spot, Standing
from bot.core.requests import Circle, Member
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.corrected_card import Correction
from bot.rules.corrected_report import told_of_correction
from config.catalogue import load_catalogue

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
EAST = DistrictId("east")
HANA = Person(PersonId("hana"), "会津 花子", EAST)
YUKI, KEN, LEADER, WALKER = (Person(PersonId(each), each, EAST) for each in ("yuki", "ken", "leader", "walker"))
_WITH_PLACE = frozenset({Item.NAME, Item.CONDITION, Item.WHEREABOUTS})
_WITH_SPOT = frozenset({Item.NAME, Item.CONDITION, Item.LOCATION})
UPSTAIRS, BEHIND_THE_HALL = Spot(words="実家の2階"), Spot(words="公民館の裏")
CALL = Standing(Condition.NEEDS_RESCUE, spot=BEHIND_THE_HALL, source=Source.SELF, said_at=NOW)
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
        reporter=HANA.id if source is Source.SELF else WALKER.id,
        source=source,
        label="",
        means=Means.WORDS,
        said_at=NOW,
        condition=condition,
    )


def heard(around: Circle, report: Report, after: Standing | None = None, incident: Incident = QUAKE) -> list[Message]:
    stands = after or Standing()
    condition = report.condition or stands.condition
    before = Standing(condition, report.whereabouts, spot=report.spot, source=report.source, said_at=NOW)
    return list(told_of_correction(Correction(around, report, incident, before, stands, NOW, BY_LAW_ALONE)))


def told(around: Circle, report: Report, after: Standing | None = None, incident: Incident = QUAKE) -> list[Message]:
    """The others than the person."""
    return [each for each in heard(around, report, after, incident) if each.to != HANA.id]


def who_may_know_the_place(*kinds: RecipientKind, items: frozenset[Item] = _WITH_PLACE) -> Circle:
    around = circle(*kinds)
    return replace(around, consents=tuple(replace(each, items=items) for each in around.consents))


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
    (message,) = heard(circle(), wrong(Condition.INJURED, Source.SELF))
    assert (message.to, message.disclosures) == (HANA.id, ())
    (card,) = message.replies
    assert isinstance(card, Card)
    assert len(card.buttons) == 3


@pytest.mark.parametrize("source", [Source.LEADER, Source.FAMILY, Source.STAFF])
def test_who_was_told_of_a_report_about_them_hears_that_it_was_taken_out_and_is_asked_again(source: Source) -> None:
    (message,) = heard(circle(), wrong(Condition.SAFE, source))
    assert (message.to, message.disclosures) == (HANA.id, ())
    assert "あなたについての「無事」という知らせを" in words(message)
    (card,) = message.replies
    assert isinstance(card, Card)
    assert len(card.buttons) == 3
    assert "corrected.own.please" in repr(card)


def test_where_an_own_answer_stands_again_the_person_reads_it() -> None:
    own = Standing(Condition.INJURED, source=Source.SELF, said_at=NOW)
    (message,) = heard(circle(), wrong(Condition.SAFE), own)
    assert message.priority is Priority.URGENT
    assert "corrected.own.stands" in repr(message.replies)
    assert "condition.injured" in repr(message.replies)


def test_of_a_wrong_place_that_somebody_else_said_the_person_was_never_told() -> None:
    report = replace(wrong(Condition.SAFE), whereabouts=Whereabouts.SHELTER)
    stands = Standing(Condition.SAFE, Whereabouts.HOME, source=Source.SELF, said_at=NOW)
    assert heard(circle(), report, stands) == []


@pytest.mark.parametrize(
    ("by", "kind", "source"),
    [
        (LEADER, RecipientKind.ASSOCIATION, Source.LEADER),
        (WALKER, RecipientKind.COMMISSIONER, Source.COMMISSIONER),
        (KEN, RecipientKind.SUPPORTER, Source.SUPPORTER),
        (YUKI, RecipientKind.FAMILY, Source.FAMILY),
    ],
)
def test_whoever_made_it_hears_that_staff_took_it_out_where_they_may_know(
    by: Person, kind: RecipientKind, source: Source
) -> None:
    report = replace(wrong(Condition.SAFE, source), reporter=by.id)
    (message,) = told(replace(circle(kind), commissioners=(WALKER,)), report)
    assert message.to == by.id
    assert "あなたからの「無事」という知らせを" in words(message)
    (shown,) = message.disclosures
    assert (shown.recipient, shown.recipient_kind) == (by.id, kind)
    assert shown.items == {Item.NAME, Item.CONDITION}
    assert told(replace(circle(), commissioners=(WALKER,)), report) == [], "no more may they know"


def test_whoever_made_it_hears_once_and_of_a_place_that_it_was_the_place() -> None:
    around = who_may_know_the_place(*RecipientKind)
    both = Member(YUKI, Relation(HANA.id, YUKI.id, RelationKind.SUPPORTER, "隣人", confirmed=True))
    around = replace(around, members=(*around.members, both), leaders=(YUKI,))
    report = replace(wrong(Condition.SAFE), reporter=YUKI.id, whereabouts=Whereabouts.SHELTER)
    stands = Standing(Condition.SAFE, Whereabouts.HOME, source=Source.SELF, said_at=NOW)
    (message,) = told(around, report, stands)
    assert message.to == YUKI.id
    assert "あなたからの「いる場所」の知らせを" in words(message)


def test_a_leader_whose_own_word_was_taken_out_hears_of_it_as_the_person_alone() -> None:
    around = replace(circle(*RecipientKind), leaders=(HANA,))
    assert [each.to for each in heard(around, wrong(Condition.NEEDS_RESCUE, Source.SELF))] == [
        HANA.id,
        YUKI.id,
        KEN.id,
    ]


def test_what_stands_now_is_said_with_who_said_it_and_distress_goes_ahead() -> None:
    stands = Standing(Condition.NEEDS_RESCUE, source=Source.FAMILY, label="娘", said_at=NOW)
    (message,) = told(circle(RecipientKind.FAMILY), wrong(Condition.SAFE), stands)
    assert message.priority is Priority.URGENT
    assert "condition.needs_rescue" in repr(message.replies)
    assert "told.source.family" in repr(message.replies)


def test_what_stands_now_says_how_it_is_known() -> None:
    stands = Standing(Condition.SAFE, source=Source.LEADER, said_at=NOW, sighting=Seen.YELLOW_FLAG)
    (message,) = told(circle(RecipientKind.FAMILY), wrong(Condition.INJURED), stands)
    assert "told.word.leader" in repr(message.replies)
    assert "sighting.yellow_flag" in repr(message.replies)


@pytest.mark.parametrize(
    ("at_home", "said"), [(Whereabouts.HOME, "whereabouts.home"), (None, "corrected.place.unknown")]
)
def test_a_wrong_place_is_corrected_where_the_condition_stays(at_home: Whereabouts | None, said: str) -> None:
    report = replace(wrong(Condition.SAFE), whereabouts=Whereabouts.SHELTER)
    stands = Standing(Condition.SAFE, at_home, source=Source.SELF, said_at=NOW)
    (message,) = told(who_may_know_the_place(*RecipientKind), report, stands)
    assert message.to == YUKI.id
    assert "いる場所」は、まちがいでした" in words(message)
    assert said in repr(message.replies)
    assert message.disclosures[0].items == _WITH_PLACE
    assert told(circle(*RecipientKind), report, stands) == [], "they never heard a place"


def test_a_place_that_was_wrong_as_well_is_shown_to_those_alone_who_may_know_it() -> None:
    report = replace(wrong(Condition.INJURED), whereabouts=Whereabouts.SHELTER)
    stands = Standing(Condition.SAFE, Whereabouts.HOME, source=Source.SELF, said_at=NOW)
    (knows,) = told(who_may_know_the_place(RecipientKind.FAMILY), report, stands)
    (knows_not,) = told(circle(RecipientKind.FAMILY), report, stands)
    assert "whereabouts.home" in repr(knows.replies)
    assert "whereabouts.home" not in repr(knows_not.replies)
    assert knows_not.disclosures[0].items == {Item.NAME, Item.CONDITION}


@pytest.mark.parametrize("report", [wrong(Condition.NEEDS_RESCUE), replace(wrong(Condition.SAFE), condition=None)])
def test_all_who_walk_to_a_call_for_help_hear_that_its_spot_was_wrong(report: Report) -> None:
    everybody = who_may_know_the_place(*RecipientKind, items=_WITH_SPOT)
    messages = told(everybody, replace(report, spot=UPSTAIRS), CALL)
    assert [each.to for each in messages] == [YUKI.id, KEN.id, LEADER.id]
    for message in messages:
        assert "いる場所」は、まちがいでした" in words(message)
        assert "公民館の裏" in repr(message.replies)
        assert "実家の2階" not in repr(message.replies)
        assert message.priority is Priority.URGENT
        assert [each.items for each in message.disclosures] == [_WITH_SPOT]


def test_who_may_not_know_the_spot_hears_nothing_and_no_leader_that_the_call_was_a_mistake() -> None:
    report = replace(wrong(Condition.NEEDS_RESCUE), spot=UPSTAIRS)
    assert told(circle(*RecipientKind), report, CALL) == []
    assert told(circle(), report, CALL) == []


def test_a_spot_that_is_known_no_more_is_said_to_be_so() -> None:
    report = replace(wrong(Condition.NEEDS_RESCUE), spot=UPSTAIRS)
    everybody = who_may_know_the_place(*RecipientKind, items=_WITH_SPOT)
    messages = told(everybody, report, replace(CALL, spot=None))
    assert len(messages) == 3
    assert all("corrected.spot.unknown" in repr(each.replies) for each in messages)


def test_of_two_wrong_places_each_hears_the_one_they_may_know() -> None:
    report = replace(wrong(Condition.NEEDS_RESCUE), whereabouts=Whereabouts.SHELTER, spot=UPSTAIRS)
    stands = replace(CALL, whereabouts=Whereabouts.HOME)
    for items in (_WITH_PLACE, _WITH_SPOT):
        first, *_ = told(who_may_know_the_place(*RecipientKind, items=items), report, stands)
        assert ("whereabouts.home" in repr(first.replies)) is (items == _WITH_PLACE)
        assert ("公民館の裏" in repr(first.replies)) is (items == _WITH_SPOT)
        assert first.disclosures[0].items == items


def test_a_wrong_spot_of_somebody_injured_is_for_family_and_of_somebody_safe_for_nobody() -> None:
    everybody = who_may_know_the_place(*RecipientKind, items=_WITH_SPOT)
    injured, safe = (
        told(everybody, replace(wrong(condition), spot=UPSTAIRS), replace(CALL, condition=condition))
        for condition in (Condition.INJURED, Condition.SAFE)
    )
    assert [each.to for each in injured] == [YUKI.id]
    assert safe == []


@pytest.mark.parametrize(
    ("report", "hear"),
    [
        (wrong(Condition.NEEDS_RESCUE), [YUKI.id, KEN.id, LEADER.id]),
        (replace(wrong(Condition.SAFE), condition=None, needs=(Need.WATER,)), [YUKI.id, KEN.id, LEADER.id]),
        (replace(wrong(Condition.SAFE), condition=None), [YUKI.id]),
    ],
)
def test_a_wrong_whereabouts_is_corrected_to_those_who_were_shown_it(report: Report, hear: list[PersonId]) -> None:
    """Where somebody went who called before is told to family alone."""
    stands = Standing(Condition.NEEDS_RESCUE, Whereabouts.HOME, source=Source.SELF, said_at=NOW)
    around = who_may_know_the_place(*RecipientKind)
    assert [each.to for each in told(around, replace(report, whereabouts=Whereabouts.SHELTER), stands)] == hear


def test_nobody_hears_where_nothing_was_wrong() -> None:
    stands = Standing(Condition.SAFE, source=Source.SELF, said_at=NOW)
    assert told(circle(*RecipientKind), wrong(Condition.SAFE, Source.SELF), stands) == []


def test_in_a_drill_every_message_is_marked() -> None:
    drill = Incident(QUAKE.id, "訓練", QUAKE.hazard, "", (), drill=True, opened_at=NOW)
    assert all(each.drill for each in heard(circle(RecipientKind.FAMILY), wrong(Condition.SAFE), None, drill))


@pytest.mark.parametrize("language", list(Language))
def test_the_words_stand_in_every_language(language: Language) -> None:
    report = replace(wrong(Condition.SAFE), reporter=LEADER.id)
    messages = heard(circle(RecipientKind.FAMILY, RecipientKind.ASSOCIATION), report)
    assert len({words(each, language) for each in messages}) == 3
