"""What every store of turns promises about its records: check-ins, reach, retraction, failures."""

from bot.core.conversation import Conversation, Reach
from bot.core.ids import DistrictId, NoticeId, PersonId
from bot.core.ports import LANES, FinishedTurn
from bot.core.records import (
    CheckInBegan,
    Message,
    MessageRetracted,
    NoticeKind,
    NoticeRaised,
    ReachChanged,
    Record,
    ReportMade,
)
from bot.core.replies import Say, text
from bot.core.reports import CheckIn, Progress, Refuge, Report, Source, Spot
from bot.core.requests import SummaryOf
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.safety import standing
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, KEN, NOON, QUAKE, SATO, WEST, YUKI, arrival, finished, line, minutes, report

ALL = range(LANES)


async def said(backend: Backend, number: int, *records: Record) -> FinishedTurn:
    """A turn of somebody's very own conversation that writes these records."""
    turn = finished(arrival(number, line(f"U{number}"), number), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)
    return turn


async def hana(backend: Backend) -> CheckIn:
    found = await backend.check_in(QUAKE, HANA)
    assert found is not None
    return found


class TestCheckIns:
    async def test_an_answer_is_counted_with_everything_said(self, backend: Backend) -> None:
        full = report(
            1,
            Condition.INJURED,
            whereabouts=Whereabouts.ELSEWHERE,
            refuge=Refuge.CAR,
            needs=(Need.WATER, Need.POWER),
            spot=Spot(37.5, 139.9, "公民館"),
            note="足が痛い",
            label="",
            district=DistrictId("east"),
        )
        await said(backend, 1, ReportMade(full))
        assert await backend.reports() == [full]
        assert await hana(backend) == CheckIn(QUAKE, HANA, Progress.ANSWERED, standing([full]))

    async def test_what_stands_follows_from_all_reports_in_whatever_order_they_come(self, backend: Backend) -> None:
        reports = [
            report(1, Condition.SAFE, minute=9, source=Source.FAMILY, reporter=YUKI, label="娘"),
            report(2, Condition.NEEDS_RESCUE, minute=4),
            report(3, None, minute=2, needs=()),
        ]
        for number, each in enumerate(reports):
            await said(backend, number, ReportMade(each))
        found = (await hana(backend)).standing
        assert found == standing(reports)
        assert (found.condition, found.contested, found.needs) == (Condition.NEEDS_RESCUE, True, ())

    async def test_two_reports_of_one_batch_both_count(self, backend: Backend) -> None:
        mine, hers = (
            report(1, Condition.SAFE, 1),
            report(2, Condition.INJURED, 2, source=Source.FAMILY, reporter=YUKI),
        )
        turns = [
            finished(arrival(1), records=(ReportMade(mine),)),
            finished(arrival(2, line("Uyuki")), records=(ReportMade(hers),)),
        ]
        await backend.inbox.accept([each.arrival for each in turns])
        assert await backend.store.commit(turns) == (True, True)
        assert (await hana(backend)).standing == standing([mine, hers])

    async def test_who_began_is_no_longer_silent(self, backend: Backend) -> None:
        await said(backend, 1, CheckInBegan(QUAKE, HANA))
        assert (await hana(backend)).progress is Progress.BEGAN

    async def test_beginning_never_takes_an_answer_back(self, backend: Backend) -> None:
        await said(backend, 1, ReportMade(report(1, Condition.SAFE)))
        await said(backend, 2, CheckInBegan(QUAKE, HANA))
        assert (await hana(backend)).progress is Progress.ANSWERED

    async def test_a_report_without_a_condition_is_a_beginning(self, backend: Backend) -> None:
        await said(backend, 1, ReportMade(report(1, None, needs=(Need.WATER,))))
        assert (await hana(backend)).progress is Progress.BEGAN

    async def test_not_knowing_how_somebody_is_leaves_them_silent(self, backend: Backend) -> None:
        unknown = report(1, Condition.UNKNOWN, source=Source.FAMILY, reporter=YUKI)
        await said(backend, 1, ReportMade(unknown))
        assert (await hana(backend)).progress is Progress.NOT_SENT

    async def test_who_was_not_asked_gets_a_check_in_in_their_own_district(self, backend: Backend) -> None:
        await said(backend, 1, ReportMade(report(1, Condition.SAFE, about=KEN)))
        found = await backend.check_in(QUAKE, KEN)
        assert found is not None
        assert found.progress is Progress.ANSWERED
        assert (await backend.store.answer(SummaryOf(WEST, QUAKE))).safe == 1

    async def test_somebody_who_is_not_in_the_register_is_kept_as_a_report(self, backend: Backend) -> None:
        stranger = report(1, Condition.SAFE, about=PersonId("stranger"))
        await said(backend, 1, ReportMade(stranger), CheckInBegan(QUAKE, PersonId("stranger")))
        assert await backend.reports() == [stranger]
        assert await backend.check_in(QUAKE, PersonId("stranger")) is None

    async def test_a_report_without_an_incident_or_a_person_is_kept(self, backend: Backend) -> None:
        loose: list[Report] = [report(1, Condition.SAFE, incident=None), report(2, Condition.SAFE, about=None)]
        await said(backend, 1, *(ReportMade(each) for each in loose))
        assert await backend.reports() == loose
        assert (await hana(backend)).progress is Progress.NOT_SENT

    async def test_a_report_about_one_does_not_touch_another(self, backend: Backend) -> None:
        await said(backend, 1, ReportMade(report(1, Condition.SAFE)))
        assert await backend.check_in(QUAKE, SATO) == CheckIn(QUAKE, SATO, Progress.SENT)


class TestReach:
    async def test_nothing_is_sent_over_a_blocked_account(self, backend: Backend) -> None:
        blocked = finished(arrival(1, line("Uyuki")), records=(ReachChanged(line("Uyuki"), Reach.BLOCKED),))
        await backend.inbox.accept([blocked.arrival])
        await backend.store.commit([blocked])
        await said_to_yuki(backend, 2)
        assert [each.letter.channel for each in await backend.letters()] == ["web"]

    async def test_it_is_open_again_after_a_new_beginning(self, backend: Backend) -> None:
        for number, reach in ((1, Reach.BLOCKED), (2, Reach.OPEN)):
            talk = Conversation(line("Uyuki"), YUKI, version=number - 1)
            turn = finished(arrival(number, line("Uyuki")), talk, records=(ReachChanged(line("Uyuki"), reach),))
            await backend.inbox.accept([turn.arrival])
            assert await backend.store.commit([turn]) == (True,)
        await said_to_yuki(backend, 3)
        assert len(await backend.letters()) == 2


async def said_to_yuki(backend: Backend, number: int) -> None:
    turn = finished(arrival(number), messages=(Message(YUKI, (Say(text("told")),)),))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


class TestRetraction:
    async def test_the_words_of_a_message_taken_back_are_erased_and_what_they_said_stays(
        self, backend: Backend
    ) -> None:
        raw = '{"type":"message","message":{"id":"77","type":"text","text":"助けて","quoteToken":"q"}}'
        notice = NoticeRaised(NoticeId("n"), NoticeKind.RESCUE, NOON, drill=False, words="助けて")
        told = finished(
            arrival(1, raw=raw),
            records=(ReportMade(report(1, Condition.NEEDS_RESCUE, note="助けて", spot=Spot(words="二階"))), notice),
        )
        other = finished(arrival(2, line("Uken"), raw=raw))
        await backend.inbox.accept([told.arrival, other.arrival])
        await backend.store.commit([told, other])
        back = finished(
            arrival(3), Conversation(line("Uhana"), version=1), records=(MessageRetracted(line("Uhana"), "77"),)
        )
        await backend.inbox.accept([back.arrival])
        assert await backend.store.commit([back]) == (True,)
        assert b"text" in await backend.raw("event-0001")
        assert await backend.raw("event-0001") == b'{"type":"message","message":{"id":"77","type":"text"}}'
        assert [each.words for each in await backend.notices()] == [None]
        (kept,) = await backend.reports()
        assert (kept.note, kept.spot, kept.condition) == (None, None, Condition.NEEDS_RESCUE)
        assert await backend.raw("event-0002") == raw.encode()

    async def test_the_place_in_words_goes_from_what_stands_of_the_person_and_the_earlier_one_is_back(
        self, backend: Backend
    ) -> None:
        raw = '{"type":"message","message":{"id":"77","type":"text","text":"二階の奥"}}'
        await said(backend, 1, ReportMade(report(1, Condition.NEEDS_RESCUE, spot=Spot(words="玄関"))))
        placed = finished(
            arrival(2, raw=raw), records=(ReportMade(report(2, None, minute=5, spot=Spot(words="二階の奥"))),)
        )
        back = finished(
            arrival(3), Conversation(line("Uhana"), version=1), records=(MessageRetracted(line("Uhana"), "77"),)
        )
        for turn in (placed, back):
            await backend.inbox.accept([turn.arrival])
            assert await backend.store.commit([turn]) == (True,)
        check_in = await hana(backend)
        assert (check_in.standing.spot, check_in.progress) == (Spot(words="玄関"), Progress.ANSWERED)
        assert check_in.standing.condition is Condition.NEEDS_RESCUE
        assert "二階の奥" not in repr(await backend.reports())

    async def test_of_a_shared_location_the_point_stays_and_its_name_goes(self, backend: Backend) -> None:
        raw = '{"type":"message","message":{"id":"78","type":"location","address":"一箕町","latitude":37.5}}'
        told = finished(
            arrival(1, raw=raw),
            records=(ReportMade(report(1, Condition.NEEDS_RESCUE, spot=Spot(37.5, 139.9, "一箕町"))),),
        )
        back = finished(
            arrival(2), Conversation(line("Uhana"), version=1), records=(MessageRetracted(line("Uhana"), "78"),)
        )
        for turn in (told, back):
            await backend.inbox.accept([turn.arrival])
            assert await backend.store.commit([turn]) == (True,)
        assert (await hana(backend)).standing.spot == Spot(37.5, 139.9)

    async def test_a_message_that_is_not_there_is_no_error(self, backend: Backend) -> None:
        await said(backend, 1, MessageRetracted(line("Uhana"), "unheard of"))


class TestSettingAside:
    async def test_after_the_third_failure_an_event_is_kept_and_staff_are_told(self, backend: Backend) -> None:
        await backend.inbox.accept([arrival(1)])
        for tries in range(3):
            (waiting,) = await backend.store.pending(ALL, (), 10)
            assert waiting.attempts == tries
            await backend.store.set_aside(waiting, "error", minutes(tries))
        assert await backend.store.pending(ALL, (), 10) == ()
        assert await backend.state("event-0001") == "failed"
        (notice,) = await backend.notices()
        assert (notice.kind, notice.conversation, notice.at) == (NoticeKind.HANDOFF, line("Uhana"), minutes(2))

    async def test_a_done_event_cannot_fail_any_more(self, backend: Backend) -> None:
        turn = await said(backend, 1)
        for _ in range(3):
            await backend.store.set_aside(turn.arrival, "error", minutes(1))
        assert await backend.state("event-0001") == "done"
        assert await backend.notices() == []
