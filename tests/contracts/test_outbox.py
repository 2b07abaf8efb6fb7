"""What every outbox promises: order, one fate for each letter, and what follows from it for people and staff."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.conversation import Conversation, Reach
from bot.core.events import Channel, conversation_id
from bot.core.ids import IncidentId, PersonId
from bot.core.lanes import lane_of
from bot.core.letters import Fate, Letter, Settlement
from bot.core.ports import LANES
from bot.core.records import CheckInBegan, Message, NoticeKind, Priority
from bot.core.replies import Say, Speech, text
from bot.core.reports import Progress
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, NOON, QUAKE, SATO, YUKI, arrival, finished, letter, line, minutes

ALL = range(LANES)
LATER = minutes(60)


async def due(backend: Backend) -> list[Letter]:
    return list(await backend.outbox.due(ALL, LATER, 100, ()))


async def refuse_all(backend: Backend, accepts: Callable[[Letter], bool]) -> int:
    """Settles all that is due, again and again; what is not accepted is refused without a word about whom."""
    calls = 0
    while letters := await due(backend):
        calls += len(letters)
        await backend.outbox.settle(
            [
                Settlement(each.id, Fate.SENT, minutes(3))
                if accepts(each)
                else Settlement(each.id, Fate.REFUSED, minutes(3), reason="status 400", names_nobody=True)
                for each in letters
            ]
        )
    return calls


async def progress(backend: Backend, person: PersonId, incident: IncidentId = QUAKE) -> Progress:
    found = await backend.check_in(incident, person)
    assert found is not None
    return found.progress


class TestDue:
    async def test_a_letter_comes_out_as_it_was_written(self, backend: Backend) -> None:
        written = letter(
            1,
            priority=Priority.BULK,
            reply_token="token",
            reply_until=minutes(2),
            must_deliver=False,
            incident=QUAKE,
            speech=Speech((Say(text("hello", name="\u0000山田")),), drill=True),
        )
        await backend.post(written)
        assert await due(backend) == [written]

    async def test_urgent_before_normal_before_bulk_and_then_as_written(self, backend: Backend) -> None:
        bulk, normal = letter(1, priority=Priority.BULK), letter(2)
        urgent, later = letter(3, priority=Priority.URGENT), letter(4, priority=Priority.URGENT)
        await backend.post(bulk, normal, urgent, later)
        assert await due(backend) == [urgent, later, normal, bulk]
        assert await backend.outbox.due(ALL, LATER, 1, ()) == (urgent,)

    async def test_not_before_its_time_nor_while_it_is_busy(self, backend: Backend) -> None:
        await backend.post(letter(1), letter(5))
        assert await backend.outbox.due(ALL, minutes(2), 10, ()) == (letter(1),)
        assert await backend.outbox.due(ALL, LATER, 10, {letter(1).id}) == (letter(5),)

    async def test_a_letter_to_one_is_in_the_lane_of_the_conversation(self, backend: Backend) -> None:
        alone, many = letter(1, "Uhana"), letter(2, "Uhana", "Usato")
        await backend.post(alone, many)
        assert alone in await backend.outbox.due([lane_of(line("Uhana"))], LATER, 10, ())
        assert many in await backend.outbox.due([lane_of(many.id)], LATER, 10, ())
        assert await backend.outbox.due([], LATER, 10, ()) == ()


class TestBegin:
    async def test_an_attempt_leaves_a_trace_before_it_is_made(self, backend: Backend) -> None:
        await backend.post(letter(1))
        begun = replace(letter(1), body='{"body":1}', replied=True)
        await backend.outbox.begin([begun], minutes(3))
        await backend.outbox.begin([begun], minutes(9))
        assert await due(backend) == [replace(begun, attempts=2, first_attempt_at=minutes(3))]

    async def test_what_has_ended_since_it_was_due_is_not_attempted(self, backend: Backend) -> None:
        await backend.post(letter(1), letter(2))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.SENT, minutes(3))])
        assert set(await backend.outbox.begin([letter(1), letter(2)], minutes(3))) == {letter(2).id}
        assert [(each.state, each.letter.attempts) for each in await backend.letters()] == [("done", 0), ("pending", 1)]

    async def test_what_goes_to_others_since_it_was_due_waits_for_the_next_look(self, backend: Backend) -> None:
        await backend.post(letter(1, "Uhana"))
        read_before = letter(1, "Uhana", "Usato")
        assert set(await backend.outbox.begin([read_before], minutes(3))) == set()
        assert await due(backend) == [letter(1, "Uhana")]
        assert set(await backend.outbox.begin(await due(backend), minutes(3))) == {letter(1).id}

    async def test_nothing_to_begin(self, backend: Backend) -> None:
        await backend.outbox.begin([], NOON)


class TestSettle:
    @pytest.mark.parametrize("fate", [Fate.SENT, Fate.REPEATED, Fate.DROPPED, Fate.REFUSED, Fate.EXPIRED])
    async def test_a_settled_letter_is_never_due_again(self, backend: Backend, fate: Fate) -> None:
        await backend.post(letter(1), letter(2))
        await backend.outbox.settle([Settlement(letter(1).id, fate, minutes(3))])
        assert await due(backend) == [letter(2)]

    async def test_a_retry_is_due_at_its_time_with_what_is_known_of_the_reply(self, backend: Backend) -> None:
        await backend.post(letter(1))
        await backend.outbox.begin([replace(letter(1), body="{}", replied=True)], minutes(3))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.RETRY, minutes(3), minutes(7), "429")])
        assert await backend.outbox.due(ALL, minutes(6), 10, ()) == ()
        (again,) = await backend.outbox.due(ALL, minutes(7), 10, ())
        assert (again.replied, again.attempts, again.body) == (False, 1, "{}")

    async def test_the_first_settlement_stands(self, backend: Backend) -> None:
        await backend.post(letter(1))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.SENT, minutes(3))])
        await backend.outbox.settle([Settlement(letter(1).id, Fate.REFUSED, minutes(4), reason="status 400")])
        assert [each.state for each in await backend.letters()] == ["done"]
        assert await backend.notices() == []

    @pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.EXPIRED])
    async def test_staff_hear_of_what_could_not_be_delivered(self, backend: Backend, fate: Fate) -> None:
        written = letter(1, speech=Speech((Say(text("x")),), drill=True), incident=QUAKE)
        await backend.post(written)
        await backend.outbox.settle([Settlement(written.id, fate, minutes(3), reason="status 400")])
        (notice,) = await backend.notices()
        assert (notice.kind, notice.at, notice.drill) == (NoticeKind.UNDELIVERED, minutes(3), True)
        assert (notice.conversation, notice.incident) == (line("Uhana"), QUAKE)

    async def test_a_letter_that_is_not_there_is_no_error(self, backend: Backend) -> None:
        await backend.outbox.settle([Settlement(letter(9).id, Fate.SENT, minutes(3))])
        await backend.outbox.settle([])


class TestUnreachable:
    async def test_the_rest_of_a_mailing_becomes_a_new_letter(self, backend: Backend) -> None:
        mailing = letter(1, "Uhana", "Ugone", "Usato", incident=QUAKE)
        await backend.post(mailing)
        await backend.outbox.begin([replace(mailing, body="{}")], minutes(2))
        refused = Settlement(mailing.id, Fate.REFUSED, minutes(3), reason="status 400", unreachable=("Ugone",))
        await backend.outbox.settle([refused])
        await backend.outbox.settle([refused])
        (rest,) = await due(backend)
        assert rest.id != mailing.id
        assert (rest.recipients, rest.body, rest.attempts, rest.first_attempt_at) == (("Uhana", "Usato"), "{}", 0, None)
        assert (rest.speech, rest.incident) == (mailing.speech, QUAKE)
        assert await backend.notices() == []

    async def test_a_mailing_refused_without_a_name_is_halved(self, backend: Backend) -> None:
        mailing = letter(1, "Uhana", "Usato", "Uyuki", incident=QUAKE)
        await backend.post(mailing)
        await backend.outbox.begin([replace(mailing, body="{}")], minutes(2))
        refused = Settlement(mailing.id, Fate.REFUSED, minutes(3), reason="status 400", names_nobody=True)
        await backend.outbox.settle([refused])
        await backend.outbox.settle([refused])
        halves = await due(backend)
        assert [each.recipients for each in halves] == [("Uhana",), ("Usato", "Uyuki")]
        assert len({mailing.id, *(each.id for each in halves)}) == 3
        assert {(each.body, each.attempts, each.incident) for each in halves} == {("{}", 0, QUAKE)}
        assert await backend.notices() == []

    async def test_a_mailing_that_is_always_refused_is_given_up_with_one_notice(self, backend: Backend) -> None:
        everybody = ("Uhana", "Usato", *(f"U{number}" for number in range(498)))
        await backend.post(letter(1, *everybody, incident=QUAKE))
        calls = await refuse_all(backend, lambda _: False)
        assert calls <= 32
        (notice,) = await backend.notices()
        assert (notice.kind, notice.conversation, notice.incident) == (NoticeKind.UNDELIVERED, None, QUAKE)
        assert await progress(backend, HANA) is Progress.DELIVERY_UNKNOWN

    async def test_of_a_mailing_with_one_at_fault_all_others_are_sent_theirs(self, backend: Backend) -> None:
        everybody = ("Uhana", "Usato", *(f"U{number}" for number in range(498)))
        await backend.post(letter(1, *everybody, incident=QUAKE))
        await refuse_all(backend, lambda each: "Uhana" not in each.recipients)
        done = [each.letter.recipients for each in await backend.letters() if each.state == "done"]
        assert sorted(each for recipients in done for each in recipients) == sorted({*everybody} - {"Uhana"})
        (notice,) = await backend.notices()
        assert notice.conversation == line("Uhana")
        assert await progress(backend, HANA) is Progress.DELIVERY_UNKNOWN
        assert await progress(backend, SATO) is Progress.SENT

    async def test_what_the_channel_forbids_altogether_is_not_halved(self, backend: Backend) -> None:
        await backend.post(letter(1, "Uhana", "Usato"))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.REFUSED, minutes(3), reason="status 403")])
        assert await due(backend) == []
        assert [each.kind for each in await backend.notices()] == [NoticeKind.UNDELIVERED]

    async def test_the_account_is_marked_and_nothing_is_sent_there_any_more(self, backend: Backend) -> None:
        await backend.post(letter(1, "Uyuki"))
        gone = Settlement(letter(1).id, Fate.REFUSED, minutes(3), unreachable=("Uyuki",))
        await backend.outbox.settle([gone])
        known = (await backend.store.load([line("Uyuki")]))[line("Uyuki")]
        assert known.conversation == Conversation(line("Uyuki"), YUKI, reach=Reach.GONE)
        turn = finished(arrival(1), messages=(Message(YUKI, (Say(text("told")),)),))
        await backend.inbox.accept([turn.arrival])
        await backend.store.commit([turn])
        assert [each.channel for each in await due(backend)] == [Channel.WEB]

    async def test_a_turn_that_began_before_does_not_open_it_again(self, backend: Backend) -> None:
        for number in (1, 2):
            turn = finished(arrival(number), Conversation(line("Uhana"), HANA, version=number - 1))
            await backend.inbox.accept([turn.arrival])
            if number == 2:
                await backend.post(letter(1))
                gone = Settlement(letter(1).id, Fate.REFUSED, minutes(3), unreachable=("Uhana",))
                await backend.outbox.settle([gone])
            assert await backend.store.commit([turn]) == (True,)
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.conversation.reach is Reach.GONE


class TestProgress:
    async def test_the_question_was_sent_to_those_who_have_not_said_anything(self, backend: Backend) -> None:
        turn = finished(arrival(1), records=(CheckInBegan(QUAKE, SATO),))
        await backend.inbox.accept([turn.arrival])
        await backend.store.commit([turn])
        await backend.post(letter(1, "Uhana", "Usato", incident=QUAKE))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.SENT, minutes(3))])
        assert await progress(backend, HANA) is Progress.SENT
        assert await progress(backend, SATO) is Progress.BEGAN

    async def test_other_letters_change_no_progress(self, backend: Backend) -> None:
        await backend.post(letter(1))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.SENT, minutes(3))])
        assert await progress(backend, HANA) is Progress.NOT_SENT

    async def test_whoever_could_not_be_reached_is_neither_sent_nor_asked(self, backend: Backend) -> None:
        await backend.post(letter(1, "Uhana", "Usato", incident=QUAKE))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.REFUSED, minutes(3), unreachable=("Uhana",))])
        assert await progress(backend, HANA) is Progress.DELIVERY_UNKNOWN
        assert await progress(backend, SATO) is Progress.SENT

    async def test_reached_over_one_account_is_reached(self, backend: Backend) -> None:
        await backend.post(letter(1, "Uhana", incident=QUAKE), letter(2, "Uhana", incident=QUAKE))
        await backend.outbox.settle([Settlement(letter(1).id, Fate.EXPIRED, minutes(3))])
        await backend.outbox.settle([Settlement(letter(2).id, Fate.SENT, minutes(4))])
        assert await progress(backend, HANA) is Progress.SENT
        await backend.post(letter(3, "Uhana", incident=QUAKE))
        await backend.outbox.settle([Settlement(letter(3).id, Fate.EXPIRED, minutes(5))])
        assert await progress(backend, HANA) is Progress.SENT

    async def test_the_same_address_on_another_channel_is_somebody_else(self, backend: Backend) -> None:
        web = replace(letter(1, "Uhana", incident=QUAKE), channel=Channel.WEB)
        await backend.post(web)
        await backend.outbox.settle([Settlement(web.id, Fate.SENT, minutes(3))])
        assert await progress(backend, HANA) is Progress.NOT_SENT
        assert conversation_id(Channel.WEB, "Uhana") != line("Uhana")
