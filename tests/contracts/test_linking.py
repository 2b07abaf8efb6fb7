"""What every store of turns promises about codes, nonces and ties."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.conversation import Listed
from bot.core.events import AccountLinked, Event
from bot.core.ids import ConversationId, PersonId
from bot.core.ports import FinishedTurn
from bot.core.records import AccountTied, AccountUntied, CodeTried, EndedBy, Message, TiedBy
from bot.core.replies import Say, text
from bot.core.reports import Listing
from bot.core.requests import AccountsOf, CodeFault, CodeHolder, HolderOfCode, SignedInBy, StandingCode
from bot.storage.linking.judging import MAX_TRIES_OF_A_NETWORK, MAX_TRIES_ON_THE_WEB
from tests.contracts.backends import Backend
from tests.contracts.city import EAST, HANA, KEN, QUAKE, YUKI, arrival, finished, line, minutes

NEW, OTHER, FRESH = line("Unew"), line("Uother"), ConversationId("web:fresh")
CODE, LATER = "12345678", "87654321"


async def holder(
    backend: Backend, code: str, at: datetime, conversation: ConversationId = NEW, network: str | None = None
) -> CodeHolder:
    return await backend.store.answer(HolderOfCode(code, conversation, at, network))


async def committed(backend: Backend, turn: FinishedTurn) -> bool:
    await backend.inbox.accept([turn.arrival])
    return (await backend.store.commit([turn]))[0]


def tying(number: int, digest: str, conversation: ConversationId = NEW, person: PersonId = HANA) -> FinishedTurn:
    return finished(arrival(number, conversation), records=(AccountTied(conversation, person, TiedBy.CODE, digest),))


async def tries(backend: Backend, numbers: range, conversation: ConversationId, at: datetime) -> None:
    for number in numbers:
        known = (await backend.store.load([conversation]))[conversation].conversation
        turn = finished(arrival(number, conversation), known, records=(CodeTried(conversation, at),))
        assert await committed(backend, turn)


async def tried_by_new_guests(backend: Backend, count: int, networks: Sequence[str]) -> None:
    """In web chats that were opened for it, each for one wrong code, together in one commit."""
    turns = []
    for number in range(count):
        guest = ConversationId(f"web:guest-{number}")
        tried = CodeTried(guest, minutes(1), networks[number % len(networks)])
        turns.append(finished(arrival(number, guest), records=(tried,)))
    await backend.inbox.accept([each.arrival for each in turns])
    assert all(await backend.store.commit(turns))


async def owner(backend: Backend, conversation: ConversationId) -> PersonId | None:
    person = (await backend.store.load([conversation]))[conversation].person
    return person.id if person else None


class TestCodes:
    async def test_a_code_tells_whom_it_would_link(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(60))
        found = await holder(backend, CODE, minutes(1))
        assert found.person is not None
        assert (found.person.id, found.fault) == (HANA, None)
        assert found.digest
        assert CODE not in found.digest
        again = await backend.store.answer(StandingCode(found.digest, minutes(2)))
        assert again == found

    async def test_a_code_that_nobody_has_costs_a_try(self, backend: Backend) -> None:
        assert await holder(backend, "00000000", minutes(1)) == CodeHolder(fault=CodeFault.UNKNOWN, tries_left=4)

    async def test_a_code_runs_out(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(60))
        found = await holder(backend, CODE, minutes(59))
        assert found.person is not None
        assert (await holder(backend, CODE, minutes(60))).fault is CodeFault.EXPIRED
        assert (await backend.store.answer(StandingCode(found.digest, minutes(60)))).fault is CodeFault.EXPIRED

    async def test_a_new_code_voids_the_older_ones_of_the_same_person_only(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(60))
        await backend.add_code("11112222", KEN, minutes(60))
        await backend.add_code(LATER, HANA, minutes(60))
        assert (await holder(backend, CODE, minutes(1))).fault is CodeFault.EXPIRED
        assert (await holder(backend, LATER, minutes(1))).person is not None
        assert (await holder(backend, "11112222", minutes(1))).person is not None

    async def test_after_five_wrong_tries_the_right_code_opens_nothing_for_an_hour(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(600))
        await tries(backend, range(5), NEW, minutes(1))
        assert await holder(backend, CODE, minutes(2)) == CodeHolder(fault=CodeFault.TOO_MANY_TRIES)
        assert (await holder(backend, CODE, minutes(2), OTHER)).person is not None
        assert (await holder(backend, CODE, minutes(62))).person is not None

    async def test_new_web_chats_of_one_network_do_not_give_new_tries_without_end(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(600))
        await tried_by_new_guests(backend, MAX_TRIES_OF_A_NETWORK, ["beef"])
        again = await holder(backend, CODE, minutes(2), FRESH, "beef")
        assert again.fault is CodeFault.TOO_MANY_TRIES
        assert (await holder(backend, CODE, minutes(62), FRESH, "beef")).person is not None

    async def test_a_neighbour_who_guesses_closes_the_codes_for_nobody_in_another_network(
        self, backend: Backend
    ) -> None:
        await backend.add_code(CODE, HANA, minutes(600))
        await tried_by_new_guests(backend, MAX_TRIES_OF_A_NETWORK, ["beef"])
        for network in ("cafe", None):
            assert (await holder(backend, CODE, minutes(2), FRESH, network)).person is not None
        assert (await holder(backend, CODE, minutes(2))).person is not None

    async def test_guessing_from_many_networks_closes_the_codes_of_the_web_and_not_those_of_line(
        self, backend: Backend
    ) -> None:
        await backend.add_code(CODE, HANA, minutes(600))
        await tried_by_new_guests(backend, MAX_TRIES_ON_THE_WEB, [f"{number:04x}" for number in range(20)])
        assert (await holder(backend, CODE, minutes(2), FRESH, "cafe")).fault is CodeFault.TOO_MANY_TRIES
        assert (await holder(backend, CODE, minutes(2))).person is not None


class TestTies:
    async def test_a_tied_account_is_the_persons_from_the_next_turn_on(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(60))
        digest = (await holder(backend, CODE, minutes(0))).digest
        assert await owner(backend, NEW) is None
        assert await committed(backend, tying(1, digest))
        assert await owner(backend, NEW) == HANA
        assert (await holder(backend, CODE, minutes(1))).fault is CodeFault.EXPIRED

    @pytest.mark.parametrize("together", [True, False])
    async def test_of_two_conversations_that_use_one_code_at_once_one_is_tied(
        self, backend: Backend, together: bool
    ) -> None:
        await backend.add_code(CODE, HANA, minutes(60))
        digest = (await holder(backend, CODE, minutes(0))).digest
        turns = [tying(1, digest, NEW), tying(2, digest, OTHER)]
        await backend.inbox.accept([each.arrival for each in turns])
        if together:
            assert await backend.store.commit(turns) == (True, False)
        else:
            assert [(await backend.store.commit([each]))[0] for each in turns] == [True, False]
        assert (await owner(backend, NEW), await owner(backend, OTHER)) == (HANA, None)
        assert await backend.state("event-0002") == "pending"

    async def test_a_code_that_was_never_made_ties_nobody(self, backend: Backend) -> None:
        assert not await committed(backend, tying(1, "0" * 64))
        assert await owner(backend, NEW) is None

    async def test_an_untied_account_is_nobodys(self, backend: Backend) -> None:
        hanas = line("Uhana")
        assert await owner(backend, hanas) == HANA
        assert await committed(backend, finished(arrival(1), records=(AccountUntied(hanas, HANA),)))
        assert await owner(backend, hanas) is None
        known = (await backend.store.load([hanas]))[hanas].conversation
        assert await committed(backend, finished(arrival(2), known, records=(AccountUntied(hanas, HANA),)))

    async def test_a_turn_that_is_dropped_uses_up_no_code(self, backend: Backend) -> None:
        await backend.add_code(CODE, HANA, minutes(60))
        digest = (await holder(backend, CODE, minutes(0))).digest
        never_accepted = tying(1, digest)
        assert await backend.store.commit([never_accepted]) == (False,)
        assert (await holder(backend, CODE, minutes(1))).person is not None


def signed_in(number: int, nonce: str, conversation: ConversationId = NEW) -> FinishedTurn:
    turn = finished(arrival(number, conversation), records=(AccountTied(conversation, YUKI, TiedBy.CITY_OS),))
    what = AccountLinked(nonce, succeeded=True)
    event = Event(turn.event.id, conversation, turn.event.occurred_at, what)
    return FinishedTurn(turn.arrival, event, turn.outcome, turn.finished_at)


class TestNonces:
    async def test_a_nonce_answers_until_an_account_is_tied_by_it(self, backend: Backend) -> None:
        nonce = await backend.add_nonce(YUKI, minutes(0))
        for _ in range(2):
            person = await backend.store.answer(SignedInBy(nonce, minutes(1)))
            assert person is not None
            assert person.id == YUKI
        assert await committed(backend, signed_in(1, nonce))
        assert await backend.store.answer(SignedInBy(nonce, minutes(1))) is None
        assert await owner(backend, NEW) == YUKI
        assert not await committed(backend, signed_in(2, nonce, OTHER))

    async def test_a_nonce_lives_ten_minutes(self, backend: Backend) -> None:
        nonce = await backend.add_nonce(YUKI, minutes(0))
        assert await backend.store.answer(SignedInBy(nonce, minutes(10))) is None
        assert await backend.store.answer(SignedInBy("made up", minutes(1))) is None


class TestSharedAccounts:
    async def test_who_of_two_speaks_is_open_until_they_say(self, backend: Backend) -> None:
        await backend.add_code(CODE, KEN, minutes(60))
        digest = (await holder(backend, CODE, minutes(0))).digest
        hanas = line("Uhana")
        assert await committed(backend, tying(1, digest, hanas, KEN))
        known = (await backend.store.load([hanas]))[hanas]
        assert known.person is None
        assert [each.id for each in known.sharers] == [HANA, KEN]
        assert [each.person for each in known.check_ins] == [HANA]
        assert {each.id for each in known.incidents} == {"quake", "drill"}

    async def test_who_has_said_so_speaks(self, backend: Backend) -> None:
        await backend.add_code(CODE, KEN, minutes(60))
        digest = (await holder(backend, CODE, minutes(0))).digest
        hanas = line("Uhana")
        assert await committed(backend, tying(1, digest, hanas, KEN))
        conversation = (await backend.store.load([hanas]))[hanas].conversation
        settled = finished(arrival(2, hanas), conversation.__class__(hanas, person=KEN, version=conversation.version))
        assert await committed(backend, settled)
        known = (await backend.store.load([hanas]))[hanas]
        assert known.person is not None
        assert (known.person.id, known.conversation.person) == (KEN, KEN)
        assert [each.id for each in known.sharers] == [HANA, KEN]

    async def test_an_account_of_one_has_no_sharers(self, backend: Backend) -> None:
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.sharers == ()


async def test_two_line_accounts_of_one_person_both_get_their_messages(backend: Backend) -> None:
    await backend.add_code(CODE, HANA, minutes(60))
    assert await committed(backend, tying(1, (await holder(backend, CODE, minutes(0))).digest))
    told = Message(HANA, (Say(text("told")),))
    assert await committed(backend, finished(arrival(2, line("Uyuki")), messages=(told,)))
    assert sorted(each.letter.recipients for each in await backend.letters()) == [("Uhana",), ("Unew",)]


class TestAccountsOfAPerson:
    async def _linked(self, backend: Backend) -> None:
        """Hana has the account of the city's files, and one that was linked by a code."""
        await backend.add_code(CODE, HANA, minutes(60))
        assert await committed(backend, tying(1, (await holder(backend, CODE, minutes(0))).digest))

    async def test_those_of_the_files_come_first_then_when_and_how_the_others_were_linked(
        self, backend: Backend
    ) -> None:
        await self._linked(backend)
        first, second = await backend.store.answer(AccountsOf(HANA))
        assert (first.conversation, first.by, first.since) == (line("Uhana"), None, None)
        assert (second.conversation, second.by) == (NEW, TiedBy.CODE)
        assert second.since is not None
        assert first.id != second.id
        assert not any(each.conversation.partition(":")[2] in each.id for each in (first, second))

    async def test_one_that_is_ended_from_another_is_nobodys_and_is_told_alone(self, backend: Backend) -> None:
        await self._linked(backend)
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")].conversation
        told = Message(HANA, (Say(text("ended")),), only=NEW)
        ends = AccountUntied(NEW, HANA, EndedBy.ANOTHER)
        assert await committed(backend, finished(arrival(2, line("Uhana")), known, records=(ends,), messages=(told,)))
        assert await owner(backend, NEW) is None
        assert [each.conversation for each in await backend.store.answer(AccountsOf(HANA))] == [line("Uhana")]
        assert [each.letter.recipients for each in await backend.letters()] == [("Unew",)]

    async def test_a_turn_that_began_before_the_end_is_not_committed_as_the_persons(self, backend: Backend) -> None:
        await self._linked(backend)
        before = (await backend.store.load([NEW]))[NEW].conversation
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")].conversation
        ends = AccountUntied(NEW, HANA, EndedBy.ANOTHER)
        assert await committed(backend, finished(arrival(2, line("Uhana")), known, records=(ends,)))
        assert not await committed(backend, finished(arrival(3, NEW), before))
        after = (await backend.store.load([NEW]))[NEW].conversation
        assert (after.person, after.link_code) == (None, None)
        assert await committed(backend, finished(arrival(4, NEW), after))

    async def test_the_list_that_its_person_asked_for_is_not_the_next_ones(self, backend: Backend) -> None:
        await self._linked(backend)
        before = (await backend.store.load([NEW]))[NEW].conversation
        asked = replace(before, listed=Listed(Listing.NEEDS_HELP, EAST, QUAKE))
        assert await committed(backend, finished(arrival(2, NEW), asked))
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")].conversation
        ends = AccountUntied(NEW, HANA, EndedBy.ANOTHER)
        assert await committed(backend, finished(arrival(3, line("Uhana")), known, records=(ends,)))
        assert (await backend.store.load([NEW]))[NEW].conversation.listed is None
