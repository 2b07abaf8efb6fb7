"""Who is told where somebody is: family, of each new place, as far as the person agreed to it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId, ReportId
from bot.core.people import Person, Relation, RelationKind
from bot.core.reports import Means, Refuge, Report, Source, Standing
from bot.core.requests import Circle, Member
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.telling import Told, tell
from bot.topics.check_in.next_question import passed_on

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
EAST = DistrictId("east")
HANA, YUKI, KEN, LEADER = (Person(PersonId(each), each, EAST) for each in ("hana", "yuki", "ken", "leader"))
SAYS = frozenset({Item.NAME, Item.CONDITION})
SAYS_WHERE = SAYS | {Item.WHEREABOUTS}
AT_HOME = Standing(Condition.SAFE, Whereabouts.HOME)


def agreed(kind: RecipientKind, items: frozenset[Item]) -> Consent:
    return Consent(
        id=f"c-{kind}",
        person=HANA.id,
        purpose=Purpose.SAFETY_SHARING,
        items=items,
        recipient_kind=kind,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


def told_by_name(*recipients: RecipientKind, unreached: frozenset[PersonId] = frozenset()) -> list[str]:
    """To the leader alone, of a call for help."""
    agreed_to = tuple(agreed(each, SAYS) for each in recipients)
    report = Report(
        id=ReportId("r1"),
        about=HANA.id,
        incident=IncidentId("I1"),
        drill=False,
        conversation=ConversationId("line:U"),
        reporter=HANA.id,
        source=Source.SELF,
        label="",
        means=Means.BUTTON,
        said_at=NOW,
        condition=Condition.NEEDS_RESCUE,
    )
    told = tell(Circle(HANA, (), (LEADER,), agreed_to, unreached=unreached), report, Standing(), NOW)
    return [each.key for each in told.told_by_name]


def test_a_leader_who_gets_the_name_is_named_and_no_other_one() -> None:
    assert told_by_name(RecipientKind.ASSOCIATION) == ["passed_on.leader"]
    assert told_by_name() == []
    assert told_by_name(RecipientKind.ASSOCIATION, unreached=frozenset({LEADER.id})) == []


def told(whereabouts: Whereabouts, before: Standing, refuge: Refuge | None = None, *, allowed: frozenset[Item]) -> Told:
    """To a daughter, a neighbour and the leader, with the same items for each."""
    circle = Circle(
        HANA,
        (
            Member(YUKI, Relation(HANA.id, YUKI.id, RelationKind.FAMILY, "娘", confirmed=True), reachable=True),
            Member(KEN, Relation(HANA.id, KEN.id, RelationKind.SUPPORTER, "隣人", confirmed=True), reachable=True),
        ),
        (LEADER,),
        tuple(agreed(each, allowed) for each in RecipientKind),
    )
    report = Report(
        id=ReportId("r1"),
        about=HANA.id,
        incident=IncidentId("I1"),
        drill=False,
        conversation=ConversationId("line:U"),
        reporter=HANA.id,
        source=Source.SELF,
        label="",
        means=Means.BUTTON,
        said_at=NOW,
        whereabouts=whereabouts,
        refuge=refuge,
    )
    return tell(circle, report, before, NOW)


@pytest.mark.parametrize(
    ("whereabouts", "refuge", "before"),
    [
        (Whereabouts.HOME, None, Standing(Condition.SAFE)),
        (Whereabouts.SHELTER, None, AT_HOME),
        (Whereabouts.ELSEWHERE, Refuge.CAR, AT_HOME),
        (Whereabouts.ELSEWHERE, Refuge.CAR, Standing(Condition.SAFE, Whereabouts.ELSEWHERE)),
        (Whereabouts.HOME, Refuge.UPSTAIRS, AT_HOME),
    ],
)
def test_family_hears_of_each_new_place(whereabouts: Whereabouts, refuge: Refuge | None, before: Standing) -> None:
    (message,) = told(whereabouts, before, refuge, allowed=SAYS_WHERE).messages
    assert message.to == YUKI.id
    assert [each.items for each in message.disclosures] == [SAYS_WHERE]


def test_of_the_same_place_nobody_hears_again() -> None:
    in_the_car = replace(AT_HOME, whereabouts=Whereabouts.ELSEWHERE, refuge=Refuge.CAR)
    assert told(Whereabouts.HOME, AT_HOME, allowed=SAYS_WHERE) == Told()
    assert told(Whereabouts.ELSEWHERE, in_the_car, Refuge.CAR, allowed=SAYS_WHERE) == Told()


def test_whoever_may_not_see_the_place_gets_no_message_of_it() -> None:
    assert told(Whereabouts.SHELTER, AT_HOME, allowed=SAYS) == Told()


def test_of_where_somebody_went_who_called_for_help_family_alone_hears() -> None:
    called = Standing(Condition.NEEDS_RESCUE, Whereabouts.HOME)
    assert [each.to for each in told(Whereabouts.SHELTER, called, allowed=SAYS_WHERE).messages] == [YUKI.id]


def test_the_receipt_names_what_each_of_them_was_told() -> None:
    stands = replace(AT_HOME, needs=(Need.WATER,))
    (whole,) = passed_on(stands, told(Whereabouts.HOME, Standing(), allowed=SAYS_WHERE | {Item.NEEDS}))
    assert whole.key == "passed_on.partly", "the water was told of in no message of these"
    (all_of_it,) = passed_on(AT_HOME, told(Whereabouts.HOME, Standing(), allowed=SAYS_WHERE))
    assert all_of_it.key == "passed_on.to"
    (nobody,) = passed_on(AT_HOME, Told())
    assert nobody.key == "passed_on.city"
