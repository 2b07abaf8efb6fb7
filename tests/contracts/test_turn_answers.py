"""What every store of turns promises about the answers to what topics ask."""

import asyncio
from typing import Any

from bot.core.conversation import Reach
from bot.core.ids import PersonId
from bot.core.people import Office, RelationKind, Role
from bot.core.records import CheckInBegan, ReachChanged, Record, ReportMade
from bot.core.reports import AreaSummary, CheckIn, Listing, Progress, Source
from bot.core.requests import CircleOf, DistrictsNamed, FollowedBy, ResidentsOf, RolesOf, SummaryOf
from bot.core.understanding import Condition, Whereabouts
from tests.contracts.backends import Backend
from tests.contracts.city import DRILL, EAST, HANA, KEN, QUAKE, SATO, WEST, YUKI, City, arrival, finished, line, report


async def tell(backend: Backend, *records: Record) -> None:
    turn = finished(arrival(len(records) * 100, line("Uteller")), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


class TestCircle:
    async def test_relations_leaders_consents_and_emergencies(self, backend: Backend) -> None:
        circle = await backend.store.answer(CircleOf(HANA))
        assert circle is not None
        city = City()
        assert circle.person == city.people[0]
        assert {(each.person.id, each.relation.kind) for each in circle.members} == {
            (SATO, RelationKind.SUPPORTER),
            (YUKI, RelationKind.FAMILY),
            (YUKI, RelationKind.SUPPORTER),
        }
        assert all(each.reachable for each in circle.members)
        assert [each.id for each in circle.leaders] == [SATO]
        assert not circle.unreached
        assert list(circle.consents) == city.consents
        assert list(circle.emergencies) == city.emergencies

    async def test_who_has_no_open_account_cannot_be_reached(self, backend: Backend) -> None:
        blocked = finished(arrival(1, line("Usato")), records=(ReachChanged(line("Usato"), Reach.BLOCKED),))
        await backend.inbox.accept([blocked.arrival])
        await backend.store.commit([blocked])
        circle = await backend.store.answer(CircleOf(HANA))
        assert circle is not None
        assert {each.person.id for each in circle.members if not each.reachable} == {SATO}
        assert circle.unreached == {SATO}

    async def test_a_leader_of_the_whole_city_leads_every_district(self, backend: Backend) -> None:
        await backend.fill(City([], [], [], [], [(KEN, Role(Office.LEADER))], [], [], [], []))
        circle = await backend.store.answer(CircleOf(YUKI))
        assert circle is not None
        assert [each.id for each in circle.leaders] == [KEN]

    async def test_nobody(self, backend: Backend) -> None:
        assert await backend.store.answer(CircleOf(PersonId("nobody"))) is None


class TestFollowed:
    async def test_each_person_once_with_the_askers_own_word_for_them(self, backend: Backend) -> None:
        (followed,) = await backend.store.answer(FollowedBy(YUKI))
        assert followed.person.id == HANA
        assert (followed.relation.kind, followed.relation.label) == (RelationKind.FAMILY, "娘")
        assert followed.back is not None
        assert followed.back.label == "母"
        assert followed.check_ins == (CheckIn(QUAKE, HANA, Progress.NOT_SENT),)
        assert [each.id for each in followed.consents] == ["consent-1"]
        assert [each.id for each in followed.emergencies] == ["emergency-1"]

    async def test_an_unconfirmed_relation_follows_nobody(self, backend: Backend) -> None:
        assert await backend.store.answer(FollowedBy(SATO)) == ()

    async def test_the_incidents_are_those_of_the_person_wherever_the_asker_lives(self, backend: Backend) -> None:
        (followed,) = await backend.store.answer(FollowedBy(YUKI))
        assert [each.id for each in followed.incidents] == [QUAKE, DRILL]


class TestArea:
    async def test_counts_a_person_once_by_what_stands(self, backend: Backend) -> None:
        await tell(
            backend,
            ReportMade(report(1, Condition.NEEDS_RESCUE, whereabouts=Whereabouts.SHELTER)),
            ReportMade(report(2, Condition.SAFE, 1, source=Source.FAMILY, reporter=YUKI)),
            ReportMade(report(3, Condition.SAFE, about=KEN)),
        )
        assert await backend.store.answer(SummaryOf(EAST, QUAKE)) == AreaSummary(
            asked=2, answered=1, needs_rescue=1, evacuated=1, silent=1
        )
        assert await backend.store.answer(SummaryOf(WEST, QUAKE)) == AreaSummary(asked=1, answered=1, safe=1)
        assert await backend.store.answer(SummaryOf(EAST, DRILL)) == AreaSummary()

    async def test_an_unverified_sender_counts_once_where_they_may_live(self, backend: Backend) -> None:
        def unverified(number: int, sender: str, **more: Any) -> ReportMade:
            whom: dict[str, Any] = {
                "about": None,
                "reporter": None,
                "source": Source.UNVERIFIED,
                "conversation": line(sender),
            }
            return ReportMade(report(number, Condition.SAFE, **whom, **more))

        await tell(
            backend,
            unverified(1, "Ua"),
            unverified(2, "Ua"),
            unverified(3, "Ub", district=EAST),
            unverified(4, "Ub"),
            unverified(5, "Uc", district=WEST),
        )
        east, west = await asyncio.gather(
            backend.store.answer(SummaryOf(EAST, QUAKE)), backend.store.answer(SummaryOf(WEST, QUAKE))
        )
        assert (east.unverified, west.unverified) == (2, 2)
        assert east.asked == 2

    async def test_the_silent_are_listed_with_those_who_need_support_first(self, backend: Backend) -> None:
        silent = await backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.SILENT))
        assert [each.person.id for each in silent.residents] == [HANA, SATO]
        assert [each.check_in.progress for each in silent.residents] == [Progress.NOT_SENT, Progress.SENT]
        assert [each.id for each in silent.residents[0].consents] == ["consent-1"]
        assert [each.id for each in silent.emergencies] == ["emergency-1"]
        assert silent.total == 2

    async def test_who_began_without_an_answer_still_counts_as_silent(self, backend: Backend) -> None:
        await tell(backend, CheckInBegan(QUAKE, HANA))
        assert await backend.store.answer(SummaryOf(EAST, QUAKE)) == AreaSummary(asked=2, silent=2)
        silent = await backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.SILENT))
        assert [each.check_in.progress for each in silent.residents] == [Progress.BEGAN, Progress.SENT]

    async def test_a_list_is_cut_and_says_how_many_there_are(self, backend: Backend) -> None:
        cut, whole, helped = await asyncio.gather(
            backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.SILENT, limit=1)),
            backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.SILENT)),
            backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.NEEDS_HELP)),
        )
        assert ([each.person.id for each in cut.residents], cut.total) == ([HANA], 2)
        assert len(whole.residents) == 2
        assert (helped.residents, helped.total) == ((), 0)

    async def test_those_in_need_are_listed(self, backend: Backend) -> None:
        await tell(
            backend,
            ReportMade(report(1, Condition.SAFE)),
            ReportMade(report(2, Condition.INJURED, about=SATO)),
        )
        helped = await backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.NEEDS_HELP))
        assert [each.person.id for each in helped.residents] == [SATO]

    async def test_districts_and_offices(self, backend: Backend) -> None:
        assert list(await backend.store.answer(DistrictsNamed())) == City().districts
        assert await backend.store.answer(RolesOf(SATO)) == (Role(Office.LEADER, EAST),)
        assert await backend.store.answer(RolesOf(HANA)) == ()
