"""What a letter rests on may have gone while it waited: every ground, and every way in which it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.consents import Cadence, Consent, Disclosure, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Emergency
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.rules.consent import EMERGENCY_LIST, OWN_VIEW, STAFF_LIST, STAFF_PLAN
from bot.rules.consent.grounds import HANDED_OVER, INQUIRY
from bot.rules.consent.lasting import Lost, Standing, lost

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EAST = DistrictId("east")
HANA, YUKI, KEN = PersonId("hana"), PersonId("yuki"), PersonId("ken")
ITEMS = frozenset({Item.NAME, Item.CONDITION})


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


GIVEN = Consent(
    "c1",
    HANA,
    Purpose.SAFETY_SHARING,
    ITEMS | {Item.NEEDS},
    RecipientKind.FAMILY,
    None,
    Phase.BOTH,
    Cadence.EVERY_TIME,
    hours(-100),
)
TO_FAMILY = Disclosure(HANA, YUKI, RecipientKind.FAMILY, Purpose.SAFETY_SHARING, ITEMS, "c1", None)
BY_LAW = replace(TO_FAMILY, ground=EMERGENCY_LIST, emergency="e1", until=hours(5))
QUAKE = Emergency("e1", (EAST,), hours(-10), hours(5))
STANDING = Standing(
    now=NOW,
    decided_at=hours(-2),
    subject=Person(HANA, "花子", EAST, support_needed=True),
    relations=(Relation(HANA, YUKI, RelationKind.FAMILY, "娘", confirmed=True),),
    consents=(GIVEN,),
    emergencies=(QUAKE,),
)


def with_consent(**changes: object) -> Standing:
    return replace(STANDING, consents=(replace(GIVEN, **changes),))  # type: ignore[arg-type]


class TestAConsent:
    def test_that_stands_is_enough_whatever_the_cadence_would_ask(self) -> None:
        assert lost(TO_FAMILY, STANDING) is None

    @pytest.mark.parametrize(
        "standing",
        [
            with_consent(withdrawn_at=hours(-1)),
            with_consent(expires_at=hours(-1)),
            with_consent(refused=True),
            with_consent(held_back=True),
            with_consent(items=frozenset({Item.NAME})),
            with_consent(id="c2"),
            replace(STANDING, consents=()),
        ],
        ids=["withdrawn", "expired", "refused", "held back", "narrowed", "another", "erased"],
    )
    def test_that_is_over_or_says_less_is_not(self, standing: Standing) -> None:
        assert lost(TO_FAMILY, standing) is Lost.CONSENT

    def test_is_not_withdrawn_before_its_withdrawal(self) -> None:
        assert lost(TO_FAMILY, with_consent(withdrawn_at=hours(1))) is None

    def test_for_emergencies_holds_while_one_does(self) -> None:
        standing = with_consent(phase=Phase.EMERGENCY)
        assert lost(TO_FAMILY, standing) is None
        assert lost(TO_FAMILY, replace(standing, now=hours(5))) is Lost.EMERGENCY
        elsewhere = replace(QUAKE, districts=(DistrictId("west"),))
        assert lost(TO_FAMILY, replace(standing, emergencies=(elsewhere,))) is Lost.EMERGENCY

    def test_for_peacetime_is_not_ended_by_an_emergency_that_begins(self) -> None:
        assert lost(TO_FAMILY, with_consent(phase=Phase.PEACETIME)) is None

    def test_is_not_outlived_by_the_end_that_was_decided(self) -> None:
        assert lost(replace(TO_FAMILY, until=hours(0)), STANDING) is Lost.TIME


class TestAnEmergency:
    def test_that_was_declared_for_it_holds(self) -> None:
        assert lost(BY_LAW, STANDING) is None

    @pytest.mark.parametrize(
        "standing",
        [
            replace(STANDING, now=hours(5)),
            replace(STANDING, emergencies=(replace(QUAKE, ended_at=hours(-1)),)),
            replace(STANDING, emergencies=(replace(QUAKE, id="e2"),)),
            replace(STANDING, emergencies=()),
        ],
        ids=["by itself", "by hand", "another one", "none"],
    )
    def test_that_is_over_does_not_and_no_consent_takes_its_place(self, standing: Standing) -> None:
        """The ledger names the law; whoever asks again is shown what the consent opens, with the consent as ground."""
        assert lost(BY_LAW, standing) is Lost.EMERGENCY


class TestTheLawAlone:
    @pytest.mark.parametrize("ground", [STAFF_LIST, STAFF_PLAN, INQUIRY, HANDED_OVER, OWN_VIEW])
    def test_is_taken_away_by_nobody(self, ground: str) -> None:
        to_staff = replace(TO_FAMILY, recipient=KEN, recipient_kind=RecipientKind.CITY, ground=ground)
        assert lost(to_staff, replace(STANDING, consents=(), emergencies=(), now=hours(1_000))) is None

    def test_ones_own_data_stay_ones_own(self) -> None:
        assert lost(replace(TO_FAMILY, recipient=HANA), replace(STANDING, subject=None)) is None

    @pytest.mark.parametrize("ground", ["", "災対法99条", "c9"])
    def test_what_nobody_knows_is_no_ground(self, ground: str) -> None:
        assert lost(replace(TO_FAMILY, ground=ground), STANDING) is Lost.CONSENT


class TestAnOrdinance:
    TO_LEADER = replace(TO_FAMILY, recipient_kind=RecipientKind.ASSOCIATION, ground="条例 令和7年条例第14号")
    LEADER = replace(STANDING, roles=(Role(Office.LEADER, EAST),), consents=())

    def refused(self, at: datetime) -> Standing:
        no = replace(GIVEN, recipient_kind=RecipientKind.ASSOCIATION, refused=True, given_at=at)
        return replace(self.LEADER, consents=(no,))

    def test_holds_while_nobody_says_no(self) -> None:
        assert lost(self.TO_LEADER, self.LEADER) is None

    def test_is_looked_at_again_after_a_no_that_came_since(self) -> None:
        assert lost(self.TO_LEADER, self.refused(hours(-1))) is Lost.REFUSED

    def test_was_decided_with_the_no_that_was_there_before(self) -> None:
        assert lost(self.TO_LEADER, self.refused(hours(-3))) is None


class TestWho:
    def test_somebody_put_under_a_block_is_hidden_at_once_from_all_but_entitled_staff(self) -> None:
        blocked = Person(HANA, "花子", EAST, disclosure_block=True)
        standing = replace(STANDING, subject=blocked)
        assert lost(TO_FAMILY, standing) is Lost.BLOCKED
        assert lost(BY_LAW, standing) is Lost.BLOCKED
        to_staff = replace(TO_FAMILY, recipient=KEN, recipient_kind=RecipientKind.CITY, ground=STAFF_LIST)
        assert lost(to_staff, replace(standing, roles=(Role(Office.CITY_STAFF),))) is Lost.BLOCKED
        assert lost(to_staff, replace(standing, roles=(Role(Office.CITY_MANAGER),))) is None

    def test_somebody_who_was_erased_is_shown_to_nobody(self) -> None:
        assert lost(TO_FAMILY, replace(STANDING, subject=None)) is Lost.UNKNOWN

    @pytest.mark.parametrize(
        "relations",
        [
            (),
            (Relation(HANA, YUKI, RelationKind.FAMILY, "娘"),),
            (Relation(HANA, YUKI, RelationKind.SUPPORTER, "隣人", confirmed=True),),
            (Relation(HANA, KEN, RelationKind.FAMILY, "息子", confirmed=True),),
        ],
        ids=["none", "unconfirmed", "as something else", "to somebody else"],
    )
    def test_who_is_no_relative_any_more_is_not_meant_by_the_consent(self, relations: tuple[Relation, ...]) -> None:
        assert lost(TO_FAMILY, replace(STANDING, relations=relations)) is Lost.STRANGER

    def test_who_leads_another_district_now_sees_nobody_of_this_one(self) -> None:
        consent = replace(GIVEN, recipient_kind=RecipientKind.ASSOCIATION)
        to_leader = replace(TO_FAMILY, recipient_kind=RecipientKind.ASSOCIATION)
        standing = replace(STANDING, consents=(consent,), roles=(Role(Office.LEADER, EAST),))
        assert lost(to_leader, standing) is None
        moved = replace(standing, roles=(Role(Office.LEADER, DistrictId("west")),))
        assert lost(to_leader, moved) is Lost.STRANGER
