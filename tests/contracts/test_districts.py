"""What every store of turns promises about a district as a whole, and about a group that belongs to one."""

from dataclasses import replace
from datetime import timedelta

from bot.core.conversation import Conversation, Listed, Reach
from bot.core.events import Channel
from bot.core.ids import ConversationId, PersonId
from bot.core.letters import Letter
from bot.core.people import Office, Role
from bot.core.ports import FinishedTurn
from bot.core.records import DistrictCalled, ReachChanged, ReportMade
from bot.core.replies import Say, text
from bot.core.reports import Listing
from bot.core.requests import ChatAddress, Contact, ContactsOf, ResidentsOf, SilentCount, SilentIn, Speaker, SpeakerOf
from bot.core.understanding import Condition
from bot.storage.memory import Account
from tests.contracts.backends import Backend
from tests.contracts.city import EAST, HANA, KEN, QUAKE, SATO, WEST, City, arrival, finished, line, minutes, report

HANAS_PHONE = "U" + "a" * 32
WORDS = (Say(text("hello")),)
CALLED = DistrictCalled(EAST, City().incidents[1], SATO, WORDS)
ASKED = SilentIn(EAST, QUAKE)


async def with_a_phone(backend: Backend) -> None:
    """Hana has one whose address LINE would take; those of the small city are shorter."""
    await backend.fill(City([], [], [Account(Channel.LINE, HANAS_PHONE, HANA)], [], [], [], [], [], []))


def call(number: int, minute: float, by: str = "Usato") -> FinishedTurn:
    return finished(arrival(number, line(by), minute), records=(CALLED,))


async def commit(backend: Backend, *turns: FinishedTurn) -> tuple[bool, ...]:
    await backend.inbox.accept([each.arrival for each in turns])
    return await backend.store.commit(turns)


async def reminders(backend: Backend) -> list[Letter]:
    return [each.letter for each in await backend.letters() if each.letter.reminds_of]


async def test_a_call_reminds_the_silent_of_the_district(backend: Backend) -> None:
    await with_a_phone(backend)
    assert await commit(backend, call(1, 0)) == (True,)
    (letter,) = await reminders(backend)
    assert (letter.recipients, letter.reminds_of, letter.speech.replies) == ((HANAS_PHONE,), QUAKE, WORDS)
    assert not letter.speech.drill


async def test_whoever_has_answered_is_not_reminded(backend: Backend) -> None:
    await with_a_phone(backend)
    await commit(backend, finished(arrival(1, line("U1")), records=(ReportMade(report(1, Condition.SAFE)),)))
    await commit(backend, call(2, 1))
    assert await reminders(backend) == []
    assert (await backend.store.answer(ASKED)).silent == 1


async def test_a_second_call_within_half_an_hour_is_not_taken_and_later_one_is(backend: Backend) -> None:
    await with_a_phone(backend)
    assert await commit(backend, call(1, 0)) == (True,)
    assert await commit(backend, call(2, 29, "Uother")) == (False,)
    assert await backend.state("event-0002") == "pending"
    assert (await backend.store.answer(ASKED)).called_at == minutes(0) + timedelta(seconds=1)
    assert await commit(backend, call(3, 31, "Uthird")) == (True,)
    assert len(await reminders(backend)) == 2


async def test_of_two_calls_at_once_one_is_taken(backend: Backend) -> None:
    await with_a_phone(backend)
    assert await commit(backend, call(1, 0), call(2, 0, "Uother")) == (True, False)
    assert len(await reminders(backend)) == 1


async def test_counts_the_silent_and_those_who_can_be_written_to(backend: Backend) -> None:
    assert await backend.store.answer(ASKED) == SilentCount(2, 2)
    await commit(backend, finished(arrival(1, line("Usato")), records=(ReachChanged(line("Usato"), Reach.BLOCKED),)))
    assert await backend.store.answer(ASKED) == SilentCount(2, 1)
    assert await backend.store.answer(SilentIn(WEST, QUAKE)) == SilentCount()


async def test_everybody_of_a_district_is_listed(backend: Backend) -> None:
    await commit(backend, finished(arrival(1, line("U1")), records=(ReportMade(report(1, Condition.SAFE)),)))
    listed = await backend.store.answer(ResidentsOf(EAST, QUAKE, Listing.EVERYBODY))
    assert ([each.person.id for each in listed.residents], listed.total) == ([HANA, SATO], 2)


async def test_contacts_are_those_of_the_register(backend: Backend) -> None:
    asked = ContactsOf((SATO, PersonId("nobody"), HANA))
    assert await backend.store.answer(asked) == (Contact(SATO), Contact(HANA, address="八幡1"))


async def test_who_speaks_in_a_group_is_whoever_has_that_private_chat(backend: Backend) -> None:
    speaker = await backend.store.answer(SpeakerOf(line("Usato")))
    assert speaker.person is not None
    assert (speaker.person.id, speaker.roles) == (SATO, (Role(Office.LEADER, EAST),))
    assert await backend.store.answer(SpeakerOf(ConversationId("line:Unobody"))) == Speaker()


async def test_two_who_share_a_phone_are_no_speaker(backend: Backend) -> None:
    await backend.fill(City([], [], [Account(Channel.LINE, "Usato", KEN)], [], [], [], [], [], []))
    assert await backend.store.answer(SpeakerOf(line("Usato"))) == Speaker()


async def test_without_a_channel_there_is_no_address_of_the_chat(backend: Backend) -> None:
    assert await backend.store.answer(ChatAddress()) is None


async def test_a_group_stays_the_one_of_its_district(backend: Backend) -> None:
    group = line("C" + "1" * 32)
    talk = replace(Conversation(group), district=EAST, sent_private_at=minutes(3))
    await commit(backend, finished(arrival(1, group), talk))
    known = (await backend.store.load([group]))[group].conversation
    assert (known.district, known.sent_private_at, known.version) == (EAST, minutes(3), 1)


async def test_the_list_that_was_asked_for_last_is_known_in_the_next_turn(backend: Backend) -> None:
    listed = Listed(Listing.NEEDS_HELP, EAST, QUAKE)
    await commit(backend, finished(arrival(1, line("Usato")), Conversation(line("Usato"), listed=listed)))
    assert (await backend.store.load([line("Usato")]))[line("Usato")].conversation.listed == listed
