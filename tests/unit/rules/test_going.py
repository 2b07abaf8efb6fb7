"""Who is on the way: how long it stands, who hears of it, and that nobody hears of it without a decision."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import BY_LAW_ALONE, Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.going import GOING_LASTS, Going
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.core.replies import Card, Paragraph
from bot.core.reports import Standing
from bot.core.requests import Circle, Look, Looks, Member
from bot.core.understanding import Condition
from bot.rules.going import lines_for, told_of_going, under_way
from bot.rules.known_by import known_by
from bot.rules.silence_told import SilenceOf, silence_message, told_of_silence

NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOW)
EAST = DistrictId("D1")
HANA, YUKI, TARO, KEN = (
    Person(PersonId(id_), name, EAST)
    for id_, name in (("P1", "会津 花子"), ("P2", "会津 雪"), ("P3", "会津 太郎"), ("P4", "若松 健"))
)
WAY = Going(
    "w",
    HANA.id,
    YUKI.id,
    RelationKind.FAMILY,
    "娘",
    QUAKE.id,
    drill=False,
    said_at=NOW - timedelta(minutes=5),
    until=NOW - timedelta(minutes=5) + GOING_LASTS,
)
SAID = Consent(
    id="C1",
    person=HANA.id,
    purpose=Purpose.SAFETY_SHARING,
    items=frozenset({Item.NAME, Item.CONDITION}),
    recipient_kind=RecipientKind.FAMILY,
    recipient=None,
    phase=Phase.BOTH,
    cadence=Cadence.ONCE,
    given_at=NOW - timedelta(days=9),
)


def member(person: Person, kind: RelationKind, label: str = "", *, confirmed: bool = True) -> Member:
    return Member(person, Relation(HANA.id, person.id, kind, label, confirmed=confirmed))


CIRCLE = Circle(
    HANA,
    (
        member(YUKI, RelationKind.FAMILY, "娘"),
        member(TARO, RelationKind.FAMILY, "息子"),
        member(KEN, RelationKind.SUPPORTER),
    ),
    consents=(SAID,),
    going=(WAY,),
)


def hears(circle: Circle = CIRCLE, going: Going = WAY) -> list[PersonId]:
    messages = told_of_going(circle, going, Standing(), NOW, BY_LAW_ALONE)
    for each in messages:
        (shown,) = each.disclosures
        assert (shown.about, shown.recipient) == (HANA.id, each.to)
        assert shown.items == {Item.NAME, Item.CONDITION}
    return [each.to for each in messages]


def test_the_brother_hears_it_and_the_supporter_whom_nobody_allowed_does_not() -> None:
    assert hears() == [TARO.id]


def test_the_supporter_hears_it_where_she_agreed_to_that() -> None:
    to_supporters = replace(SAID, id="C2", recipient_kind=RecipientKind.SUPPORTER)
    assert hears(replace(CIRCLE, consents=(SAID, to_supporters))) == [TARO.id, KEN.id]


def test_nobody_hears_where_somebody_goes_who_hides() -> None:
    assert hears(going=replace(WAY, hidden=True)) == []
    assert lines_for(TARO.id, (replace(WAY, hidden=True),)) == ()


def test_nobody_hears_of_somebody_who_hides() -> None:
    assert hears(replace(CIRCLE, person=replace(HANA, disclosure_block=True))) == []


def test_a_relation_that_nobody_confirmed_hears_nothing() -> None:
    assert hears(replace(CIRCLE, members=(member(TARO, RelationKind.FAMILY, "息子", confirmed=False),))) == []


@given(
    block=st.booleans(),
    confirmed=st.booleans(),
    refused=st.booleans(),
    items=st.frozensets(st.sampled_from(Item)),
    kind=st.sampled_from(RelationKind),
    phase=st.sampled_from(Phase),
)
def test_whoever_hears_of_it_was_allowed_name_and_condition(
    *, block: bool, confirmed: bool, refused: bool, items: frozenset[Item], kind: RelationKind, phase: Phase
) -> None:
    circle = replace(
        CIRCLE,
        person=replace(HANA, disclosure_block=block),
        members=(member(TARO, kind, confirmed=confirmed),),
        consents=(replace(SAID, items=items, refused=refused, phase=phase),),
    )
    may = confirmed and not block and not refused and {Item.NAME, Item.CONDITION} <= items
    allowed = may and kind is RelationKind.FAMILY and phase is not Phase.EMERGENCY
    assert hears(circle) == ([TARO.id] if allowed else [])


def test_it_stands_for_some_hours_and_in_its_own_incident_alone() -> None:
    assert under_way((WAY,), QUAKE.id, Standing(), NOW) == (WAY,)
    assert under_way((WAY,), QUAKE.id, Standing(), WAY.until) == ()
    assert under_way((WAY,), IncidentId("drill"), Standing(), NOW) == ()
    assert under_way((replace(WAY, ended_at=NOW),), QUAKE.id, Standing(), NOW) == ()


def test_a_word_of_safe_that_comes_after_it_ends_it() -> None:
    after, before = NOW, WAY.said_at - timedelta(minutes=1)
    assert under_way((WAY,), QUAKE.id, Standing(Condition.SAFE, said_at=after), NOW) == ()
    assert under_way((WAY,), QUAKE.id, Standing(Condition.SAFE, said_at=before), NOW) == (WAY,)
    assert under_way((WAY,), QUAKE.id, Standing(Condition.SAFE, said_at=after, contested=True), NOW) == (WAY,)
    assert under_way((WAY,), QUAKE.id, Standing(Condition.NEEDS_RESCUE, said_at=after), NOW) == (WAY,)


def test_the_others_silence_card_shows_who_is_on_the_way() -> None:
    tellings = told_of_silence(SilenceOf(CIRCLE, QUAKE, NOW, BY_LAW_ALONE), RelationKind.FAMILY)
    messages = [silence_message(each, QUAKE) for each in tellings]
    lines = {each.to: _keys(each.replies[0]) for each in messages}
    assert "going.yours" in lines[YUKI.id]
    assert "going.line" in lines[TARO.id]


def test_who_heard_before_what_stands_now_does_not_know_it() -> None:
    shown = told_of_going(CIRCLE, WAY, Standing(), NOW, BY_LAW_ALONE)[0].disclosures[0]
    look = Look(NOW, shown, TARO, CIRCLE.members[1].relation)
    looks = Looks((look,), 1)
    assert [each.key for each in known_by(looks, QUAKE.id, NOW, YUKI.id)] == ["theirs.son"]
    assert known_by(looks, QUAKE.id, NOW + timedelta(seconds=1), YUKI.id) == ()
    assert known_by(looks, QUAKE.id, NOW, TARO.id) == ()
    leader = replace(look, relation=None, offices=(Role(Office.LEADER, None), Role(Office.CITY_STAFF)))
    assert [each.key for each in known_by(Looks((leader,), 1), QUAKE.id, NOW, YUKI.id)] == ["theirs.leader"]
    stranger = replace(look, relation=None, offices=(Role(Office.CITY_STAFF),))
    assert known_by(Looks((stranger,), 1), QUAKE.id, NOW, YUKI.id) == ()
    hidden = Looks((replace(look, recipient=replace(TARO, disclosure_block=True)),), 1)
    assert known_by(hidden, QUAKE.id, NOW, YUKI.id) == ()


def _keys(card: object) -> set[str]:
    assert isinstance(card, Card)
    return {each.text.key for each in card.blocks if isinstance(each, Paragraph)}
