"""What every store of turns promises about reading: what waits, and what a turn starts from."""

from dataclasses import replace

from bot.core.conversation import Conversation, State
from bot.core.events import Channel, conversation_id
from bot.core.lanes import lane_of
from bot.core.language import Language
from bot.core.people import Office, Role
from bot.core.ports import LANES
from bot.core.records import CheckInBegan
from bot.core.reports import Progress
from bot.storage.memory import Account
from tests.contracts.backends import Backend
from tests.contracts.city import DRILL, EAST, HANA, KEN, QUAKE, SATO, YUKI, City, arrival, finished, line, minutes

ALL = range(LANES)


class TestPending:
    async def test_the_oldest_come_first_by_the_platforms_time_and_then_by_id(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(3, minute=2), arrival(2, minute=1), arrival(1, line("Uken"), 1)])
        waiting = await backend.store.pending(ALL, (), 10)
        assert [each.id for each in waiting] == ["event-0001", "event-0002", "event-0003"]

    async def test_no_more_than_asked_for(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(n, minute=n) for n in range(5)])
        assert [each.id for each in await backend.store.pending(ALL, (), 2)] == ["event-0000", "event-0001"]

    async def test_nothing_of_a_busy_conversation(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(1), arrival(2, line("Uken"))])
        assert [each.id for each in await backend.store.pending(ALL, {line("Uhana")}, 10)] == ["event-0002"]

    async def test_only_of_the_lanes_asked_for(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(n, line(f"U{n}")) for n in range(20)])
        mine = {lane_of(line("U7"))}
        waiting = await backend.store.pending(mine, (), 100)
        assert waiting
        assert {lane_of(each.conversation) for each in waiting} == mine
        assert await backend.store.pending((), (), 100) == ()


class TestLoad:
    async def test_a_person_is_known_by_their_account(self, backend: Backend) -> None:
        known = (await backend.store.load([line("Usato")]))[line("Usato")]
        assert known.person == City().people[2]
        assert known.conversation == Conversation(line("Usato"), SATO)
        assert known.roles == (Role(Office.LEADER, EAST),)

    async def test_a_new_conversation_speaks_the_persons_language(self, backend: Backend) -> None:
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.conversation.language is Language.PLAIN_JAPANESE

    async def test_a_conversation_keeps_the_language_chosen_in_it(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(1)])
        chosen = Conversation(line("Uhana"), HANA, Language.ENGLISH, State.AWAITING_PLACE, YUKI, QUAKE)
        assert await backend.store.commit([finished(arrival(1), chosen)]) == (True,)
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.conversation == replace(chosen, version=1)

    async def test_somebody_unknown_has_nothing_but_the_open_incidents(self, backend: Backend) -> None:
        known = (await backend.store.load([line("Ustranger")]))[line("Ustranger")]
        assert known.person is None
        assert known.conversation == Conversation(line("Ustranger"))
        assert [each.id for each in known.incidents] == [QUAKE, DRILL]
        assert (known.roles, known.check_ins) == ((), ())

    async def test_a_real_incident_stands_before_a_newer_drill(self, backend: Backend) -> None:
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert [each.id for each in known.incidents] == [QUAKE, DRILL]
        assert known.incidents[0].districts == (EAST,)
        assert [(each.incident, each.progress) for each in known.check_ins] == [(QUAKE, Progress.NOT_SENT)]

    async def test_an_incident_elsewhere_does_not_concern_a_person(self, backend: Backend) -> None:
        known = await backend.store.load([line("Uken"), line("Uyuki")])
        assert [each.id for each in known[line("Uken")].incidents] == [DRILL]
        assert [each.id for each in known[line("Uken")].open_incidents] == [QUAKE, DRILL]
        assert [each.id for each in known[line("Uyuki")].incidents] == [QUAKE, DRILL]

    async def test_who_was_asked_and_has_moved_since_is_still_concerned(self, backend: Backend) -> None:
        began = finished(arrival(1), records=(CheckInBegan(QUAKE, KEN),))
        await backend.inbox.accept([began.arrival])
        await backend.store.commit([began])
        known = (await backend.store.load([line("Uken")]))[line("Uken")]
        assert [each.id for each in known.incidents] == [QUAKE, DRILL]

    async def test_an_account_of_two_stands_for_neither(self, backend: Backend) -> None:
        await backend.fill(City([], [], [Account(Channel.LINE, "Uhana", SATO)], [], [], [], [], [], []))
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert (known.person, known.conversation.person) == (None, None)

    async def test_a_shared_account_stays_with_whom_it_was_settled_on(self, backend: Backend) -> None:
        await backend.fill(City([], [], [Account(Channel.LINE, "Uhana", SATO)], [], [], [], [], [], []))
        await backend.inbox.accept([arrival(1)])
        await backend.store.commit([finished(arrival(1), Conversation(line("Uhana"), SATO))])
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.conversation.person == SATO

    async def test_the_register_says_who_it_is_and_not_an_old_conversation(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(1, line("Ustranger"))])
        await backend.store.commit([finished(arrival(1, line("Ustranger")), Conversation(line("Ustranger"), HANA))])
        known = (await backend.store.load([line("Ustranger")]))[line("Ustranger")]
        assert known.conversation.person is None

    async def test_the_same_person_on_two_channels(self, backend: Backend) -> None:
        web = conversation_id(Channel.WEB, "yuki")
        known = await backend.store.load([line("Uyuki"), web])
        assert known[web].person == known[line("Uyuki")].person

    async def test_an_address_of_another_channel_is_somebody_else(self, backend: Backend) -> None:
        elsewhere = conversation_id(Channel.WEB, "Uhana")
        known = await backend.store.load([line("Uyuki"), elsewhere])
        assert known[elsewhere].person is None

    async def test_hundreds_at_once(self, backend: Backend) -> None:
        known = await backend.store.load([line(f"U{n}") for n in range(1500)])
        assert len(known) == 1500

    async def test_times_come_back_in_utc_to_the_microsecond(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(1)])
        moment = minutes(1).replace(microsecond=123_457)
        await backend.store.commit([finished(arrival(1), Conversation(line("Uhana"), last_event_at=moment))])
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.conversation.last_event_at == moment
        assert known.conversation.last_event_at.utcoffset() == moment.utcoffset()
