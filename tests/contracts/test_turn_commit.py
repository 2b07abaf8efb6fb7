"""What every store of turns promises about writing: all of a turn once, or nothing of it."""

from dataclasses import replace

from bot.core.conversation import Conversation, State
from bot.core.ids import MessageId, NoticeId, PersonId, derived_id
from bot.core.language import Language
from bot.core.ports import LANES, FinishedTurn
from bot.core.records import Message, NoticeKind, NoticeRaised, Priority, ReportMade
from bot.core.replies import Say, Speech, text
from bot.core.reports import Progress
from bot.core.understanding import Condition
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, KEN, NOON, QUAKE, YUKI, arrival, disclosed, finished, line, minutes, report

ALL = range(LANES)
NOTICE = NoticeRaised(NoticeId("n1"), NoticeKind.RESCUE, NOON, drill=False, about=HANA, incident=QUAKE, words="助けて")


async def accepted(backend: Backend, turn: FinishedTurn) -> FinishedTurn:
    await backend.inbox.accept([turn.arrival])
    return turn


def everything() -> FinishedTurn:
    return finished(
        arrival(1),
        replies=(Say(text("thanks")),),
        records=(ReportMade(report(1, Condition.SAFE)), NOTICE),
        messages=(Message(YUKI, (Say(text("told")),), (disclosed(HANA, YUKI),)),),
        disclosures=(disclosed(YUKI, HANA),),
    )


class TestCommit:
    async def test_everything_of_a_turn_is_there_once_however_often_it_is_committed(self, backend: Backend) -> None:
        turn = await accepted(backend, everything())
        assert await backend.store.commit([turn]) == (True,)
        assert await backend.store.commit([turn]) == (False,)
        assert await backend.store.commit([turn, turn]) == (False, False)
        assert await backend.reports() == [report(1, Condition.SAFE)]
        assert await backend.notices() == [NOTICE]
        assert len(await backend.letters()) == 3
        assert len(await backend.disclosures()) == 2
        assert await backend.store.pending(ALL, (), 10) == ()
        assert await backend.state("event-0001") == "done"

    async def test_a_turn_that_began_from_an_older_version_is_dropped(self, backend: Backend) -> None:
        first = await accepted(backend, finished(arrival(1)))
        late = await accepted(backend, finished(arrival(2), records=(ReportMade(report(2, Condition.SAFE)),)))
        assert await backend.store.commit([first]) == (True,)
        assert await backend.store.commit([late]) == (False,)
        assert await backend.reports() == []
        assert [each.id for each in await backend.store.pending(ALL, (), 10)] == [late.arrival.id]

    async def test_an_event_that_is_done_is_not_done_again_from_the_new_version(self, backend: Backend) -> None:
        turn = await accepted(backend, everything())
        assert await backend.store.commit([turn]) == (True,)
        again = replace(turn, outcome=replace(turn.outcome, conversation=Conversation(line("Uhana"), version=1)))
        assert await backend.store.commit([again]) == (False,)
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert known.conversation.version == 1

    async def test_the_others_of_a_batch_are_committed_where_one_is_dropped(self, backend: Backend) -> None:
        moved = Conversation(line("Uken"), version=7)
        turns = [
            await accepted(backend, finished(arrival(1))),
            await accepted(backend, finished(arrival(2, line("Uken")), moved)),
            await accepted(backend, finished(arrival(3, line("Uyuki")))),
        ]
        assert await backend.store.commit(turns) == (True, False, True)

    async def test_two_turns_of_one_conversation_that_began_alike_do_not_both_count(self, backend: Backend) -> None:
        turns = [await accepted(backend, finished(arrival(n))) for n in (1, 2)]
        assert await backend.store.commit(turns) == (True, False)

    async def test_a_conversation_moves_one_version_a_turn(self, backend: Backend) -> None:
        for n in range(3):
            known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
            assert known.conversation.version == n
            asked = known.conversation.at(State.AWAITING_NEEDS, incident=QUAKE)
            assert await backend.store.commit([await accepted(backend, finished(arrival(n), asked))]) == (True,)
        known = (await backend.store.load([line("Uhana")]))[line("Uhana")]
        assert (known.conversation.state, known.conversation.incident) == (State.AWAITING_NEEDS, QUAKE)

    async def test_an_event_that_was_never_accepted_is_not_done(self, backend: Backend) -> None:
        assert await backend.store.commit([everything()]) == (False,)
        assert await backend.letters() == []

    async def test_nothing_to_commit(self, backend: Backend) -> None:
        assert await backend.store.commit([]) == ()


class TestLetters:
    async def test_replies_are_one_letter_with_the_token_while_it_is_fresh(self, backend: Backend) -> None:
        says = (Say(text("one")), Say(text("two")))
        english = Conversation(line("Uhana"), language=Language.ENGLISH)
        turn = await accepted(
            backend,
            finished(arrival(1), english, replies=says, drill=True, must_deliver=False, priority=Priority.URGENT),
        )
        await backend.store.commit([turn])
        (sent,) = await backend.letters()
        assert sent.letter.id == MessageId(derived_id(turn.event.id, "letter", 0))
        assert sent.letter.speech == Speech(says, Language.ENGLISH, drill=True)
        assert sent.letter.recipients == ("Uhana",)
        assert (sent.letter.reply_token, sent.letter.reply_until) == ("token-event-0001", minutes(50 / 60))
        assert (sent.letter.must_deliver, sent.letter.priority) == (False, Priority.URGENT)
        assert sent.letter.created_at == turn.finished_at

    async def test_more_than_five_replies_are_several_letters_and_the_token_is_used_once(
        self, backend: Backend
    ) -> None:
        says = tuple(Say(text("number", n=n)) for n in range(12))
        await backend.store.commit([await accepted(backend, finished(arrival(1), replies=says))])
        letters = [each.letter for each in await backend.letters()]
        assert [len(each.speech.replies) for each in letters] == [5, 5, 2]
        assert [each.reply_token for each in letters] == ["token-event-0001", None, None]

    async def test_no_replies_make_no_letter(self, backend: Backend) -> None:
        await backend.store.commit([await accepted(backend, finished(arrival(1)))])
        assert await backend.letters() == []

    async def test_a_message_goes_over_every_account_in_the_language_spoken_there(self, backend: Backend) -> None:
        talk = Conversation(line("Uyuki"), YUKI, Language.ENGLISH)
        await backend.store.commit([await accepted(backend, finished(arrival(1, line("Uyuki")), talk))])
        told = Message(YUKI, (Say(text("told")),), priority=Priority.URGENT, drill=True, incident=QUAKE)
        await backend.store.commit([await accepted(backend, finished(arrival(2), messages=(told,)))])
        letters = [each.letter for each in await backend.letters()]
        assert {(each.channel, each.recipients, each.speech.language) for each in letters} == {
            ("line", ("Uyuki",), Language.ENGLISH),
            ("web", ("yuki",), Language.JAPANESE),
        }
        assert {(each.priority, each.speech.drill, each.incident, each.reply_token) for each in letters} == {
            (Priority.URGENT, True, None, None)
        }

    async def test_the_first_message_speaks_the_persons_language(self, backend: Backend) -> None:
        told = Message(KEN, (Say(text("told")),))
        await backend.store.commit([await accepted(backend, finished(arrival(1), messages=(told,)))])
        (sent,) = await backend.letters()
        assert sent.letter.speech.language is Language.ENGLISH


class TestDisclosures:
    async def test_a_disclosure_names_the_letter_that_carries_it(self, backend: Backend) -> None:
        turn = await accepted(backend, everything())
        await backend.store.commit([turn])
        shown = {each.disclosure.recipient: each for each in await backend.disclosures()}
        letters = {each.letter.id: each.letter.recipients for each in await backend.letters()}
        assert shown[YUKI].disclosure == disclosed(HANA, YUKI)
        assert letters[MessageId(shown[YUKI].letter or "")] == ("Uyuki",)
        assert letters[MessageId(shown[HANA].letter or "")] == ("Uhana",)

    async def test_a_disclosure_in_a_drill_is_marked(self, backend: Backend) -> None:
        turn = finished(arrival(1), replies=(Say(text("x")),), disclosures=(disclosed(YUKI, HANA),), drill=True)
        await backend.store.commit([await accepted(backend, turn)])
        assert [each.drill for each in await backend.disclosures()] == [True]

    async def test_what_could_not_be_sent_was_not_shown(self, backend: Backend) -> None:
        stranger = replace(disclosed(HANA, YUKI), recipient=PersonId("nobody"))
        told = Message(stranger.recipient, (Say(text("told")),), (stranger,))
        await backend.store.commit([await accepted(backend, finished(arrival(1), messages=(told,)))])
        assert await backend.letters() == []
        assert await backend.disclosures() == []

    async def test_the_same_event_in_two_stores_makes_the_same_rows(self, backend: Backend) -> None:
        await backend.store.commit([await accepted(backend, everything())])
        assert (await backend.check_in(QUAKE, HANA) or None) is not None
        assert (await backend.letters())[0].letter.id == derived_id("event-0001", "letter", 0)
        check_in = await backend.check_in(QUAKE, HANA)
        assert check_in is not None
        assert check_in.progress is Progress.ANSWERED
