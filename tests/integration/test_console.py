"""What the console reads and writes, on SQLite and on a real PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from admin.board import Board, Notice, Section
from admin.commands.disclose import write_down, write_new
from admin.commands.done import mark_done, reopen
from admin.queries.board import read_board, read_done_notices
from admin.queries.notices import Limits
from admin.sessions import Session
from admin.showing import Profile, Viewer, Withheld, look
from admin.staff import Staff
from admin.watch import Watch
from bot.core.consents import Item
from bot.core.errors import Unavailable
from bot.core.ids import NoticeId, PersonId
from bot.core.people import Office
from bot.core.ports import Signal
from bot.core.records import NoticeKind
from bot.core.reports import AreaSummary, Source, Spot
from bot.core.understanding import Condition
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.wakeups import InProcessWakeups
from tests.integration.console_town import DRILL, HANA, KEN, QUAKE, SATO, SATOS, YUKI, StillClock, Town
from tests.servers.tables import migrated

CLOCK = StillClock()
TODAY = date(2026, 6, 1)


@asynccontextmanager
async def filled(address: str) -> AsyncIterator[Town]:
    database = Database(address)
    town = Town(database, CLOCK.now())
    await town.fill()
    yield town
    await database.close()


@pytest.fixture
async def town(address: str) -> AsyncIterator[Town]:
    async with filled(address) as town:
        yield town


async def read(town: Town, limits: Limits | None = None) -> Board:
    return await read_board(town.database, CLOCK.now(), limits or Limits())


async def only_notice(town: Town) -> Notice:
    (notice,) = (await read(town)).notices
    return notice


async def test_reads_the_open_incidents_with_their_counts_the_real_one_first(town: Town) -> None:
    real, drill = (await read(town)).incidents
    assert (real.incident.id, drill.incident.id) == (QUAKE, DRILL)
    assert real.overall == AreaSummary(asked=3, answered=2, safe=1, needs_rescue=1, evacuated=1, silent=1)
    assert real.by_district == (
        ("東町", AreaSummary(asked=2, answered=2, safe=1, needs_rescue=1, evacuated=1)),
        ("西町", AreaSummary(asked=1, silent=1)),
    )
    assert drill.overall == AreaSummary()


async def test_counts_an_unverified_sender_once_however_much_they_say(town: Town) -> None:
    await town.report(None, Source.UNVERIFIED)
    await town.report(None, Source.UNVERIFIED)
    real, _ = (await read(town)).incidents
    assert real.overall.unverified == 1
    assert real.by_district[-1] == ("市外・地区不明", AreaSummary(unverified=1))


async def test_reads_a_notice_with_the_person_the_report_and_who_said_it(town: Town) -> None:
    spot = Spot(37.5, 139.9, "二階")
    report = await town.report(HANA, Source.FAMILY, reporter=YUKI, label="娘", spot=spot)
    await town.raise_notice(report=report, words="動けない")
    notice = await only_notice(town)
    assert notice.subject is not None
    assert (notice.subject.person.name, notice.subject.district) == ("会津 花子", "東町")
    assert (notice.subject.phone, notice.subject.birthdate) == ("090-0000-1111", date(1944, 3, 2))
    assert notice.report is not None
    assert (notice.report.spot, notice.report.label) == (spot, "娘")
    assert notice.teller is not None
    assert notice.teller.person.id == YUKI
    assert notice.standing is not None
    assert notice.standing.condition is Condition.NEEDS_RESCUE


async def test_somebody_linked_who_tells_of_a_stranger_is_the_teller(town: Town) -> None:
    await town.raise_notice(about=None, conversation=SATOS, words="隣がつぶれてる")
    notice = await only_notice(town)
    assert notice.subject is None
    assert notice.teller is not None
    assert notice.teller.person.id == SATO


async def test_a_letter_that_did_not_arrive_is_about_the_one_who_should_have_got_it(town: Town) -> None:
    await town.raise_notice(NoticeKind.UNDELIVERED, about=None, conversation=SATOS)
    notice = await only_notice(town)
    assert notice.subject is not None
    assert notice.subject.person.id == SATO
    assert notice.teller is None


async def test_a_person_who_is_no_longer_in_the_register_does_not_hide_the_notice(town: Town) -> None:
    await town.raise_notice(about=PersonId("moved-away"), words="助けて")
    notice = await only_notice(town)
    assert (notice.subject, notice.raised.words) == (None, "助けて")


async def test_gives_the_newest_of_each_section_and_how_many_there_are(town: Town) -> None:
    for _ in range(4):
        await town.raise_notice()
    for _ in range(3):
        await town.raise_notice(NoticeKind.HANDOFF)
    await town.raise_notice(NoticeKind.POSSIBLE_DISTRESS, drill=True)
    board = await read(town, Limits(to_go=2, others=1))
    sections = [(each.section, each.raised.drill) for each in board.notices]
    assert sections == [(Section.GO, True), (Section.HANDOFF, False), (Section.GO, False), (Section.GO, False)]
    assert board.total(Section.GO, drill=False) == 4
    assert board.total(Section.HANDOFF, drill=False) == 3
    assert board.total(Section.GO, drill=True) == 1
    assert board.total(Section.INJURY, drill=False) == 0


async def test_what_is_done_leaves_the_board_and_stands_among_the_done_with_its_time(town: Town) -> None:
    id_ = await town.raise_notice()
    at = CLOCK.now() + timedelta(minutes=1)
    assert await mark_done(town.database, [id_], at, Viewer("s1")) == 1
    assert (await read(town)).notices == ()
    (done,) = await read_done_notices(town.database, drill=False)
    assert (done.raised.id, done.done_at) == (id_, at)
    assert await read_done_notices(town.database, drill=True) == ()


async def test_what_somebody_else_has_done_keeps_its_time(town: Town) -> None:
    id_ = await town.raise_notice()
    await mark_done(town.database, [id_], CLOCK.now(), Viewer("s1"))
    assert await mark_done(town.database, [id_], CLOCK.now() + timedelta(minutes=5), Viewer("s2")) == 0
    (done,) = await read_done_notices(town.database, drill=False)
    assert done.done_at == CLOCK.now()


async def test_who_dealt_with_it_and_who_put_it_back_stand_in_the_ledger(town: Town) -> None:
    id_ = await town.raise_notice()
    await mark_done(town.database, [id_], CLOCK.now(), Viewer("s1"))
    await mark_done(town.database, [id_], CLOCK.now(), Viewer("s2"))
    await reopen(town.database, [id_], CLOCK.now(), Viewer("s2"))
    rows = [(row.kind, row.person_id, row.other_id) for row in await town.rows(tables.ledger)]
    assert rows == [("notice_done", HANA, "console:s1"), ("notice_reopened", HANA, "console:s2")]


async def test_undone_is_open_again(town: Town) -> None:
    id_ = await town.raise_notice()
    await mark_done(town.database, [id_], CLOCK.now(), Viewer("s1"))
    assert await reopen(town.database, [id_], CLOCK.now(), Viewer("s1")) == 1
    assert await reopen(town.database, [id_], CLOCK.now(), Viewer("s1")) == 0
    assert (await only_notice(town)).raised.id == id_


async def test_the_ledger_has_one_row_for_each_person_session_and_notice(town: Town) -> None:
    report = await town.report(HANA, Source.FAMILY, reporter=YUKI)
    await town.raise_notice(report=report)
    notice = await only_notice(town)
    for session in ("s1", "s1", "s2"):
        _, shown = look(notice, Viewer(session), CLOCK.now(), TODAY)
        await write_down(town.database, shown, CLOCK.now())
    rows = await town.rows(tables.ledger)
    assert sorted((row.person_id, row.other_id) for row in rows) == [
        (HANA, "console:s1"),
        (HANA, "console:s2"),
        (YUKI, "console:s1"),
        (YUKI, "console:s2"),
    ]
    hana = next(row for row in rows if row.person_id == HANA)
    body = json.loads(hana.body)
    assert (body["recipient_kind"], body["ground"], body["incident"], hana.drill) == (
        "city",
        "災対法49条の11①",
        QUAKE,
        False,
    )
    assert body["items"] == ["address", "condition", "contact", "health", "name"]
    yuki = next(row for row in rows if row.person_id == YUKI)
    assert json.loads(yuki.body)["items"] == ["contact", "name"]


async def test_what_an_open_card_goes_on_to_tell_is_another_row_and_what_it_told_is_none(town: Town) -> None:
    session, viewer = Session("s1", CLOCK.now() + timedelta(hours=1)), Viewer("s1")
    await town.raise_notice()

    async def see() -> list[list[str]]:
        _, shown = look(await only_notice(town), viewer, CLOCK.now(), TODAY)
        await write_new(town.database, session, shown, CLOCK.now())
        return [json.loads(row.body)["items"] for row in await town.rows(tables.ledger)]

    first = ["address", "condition", "contact", "health", "name"]
    assert await see() == [first]
    assert await see() == [first]
    async with town.database.writing() as connection:
        hers = tables.check_ins.update().where(tables.check_ins.c.person_id == HANA)
        await connection.execute(hers.values(condition="safe", source="family", said_at=CLOCK.now()))
    assert await see() == [first, first], "that she is safe now was never shown before"
    assert await see() == [first, first]
    async with town.database.writing() as connection:
        hers = tables.people.update().where(tables.people.c.id == HANA)
        await connection.execute(hers.values(phone="", support_needed=False))
    assert await see() == [first, first], "less than before is nothing new"


async def test_two_sessions_of_one_member_of_the_staff_are_two_looks_by_name(town: Town) -> None:
    await town.raise_notice()
    notice = await only_notice(town)
    sato = Staff(SATO, "佐藤 一", frozenset({Office.CITY_STAFF}))
    for session in ("s1", "s1", "s2"):
        _, shown = look(notice, Viewer(session, sato), CLOCK.now(), TODAY)
        await write_down(town.database, shown, CLOCK.now())
    rows = await town.rows(tables.ledger)
    assert [(row.person_id, row.other_id) for row in rows] == [(HANA, SATO), (HANA, SATO)]
    assert {json.loads(row.body)["recipient_kind"] for row in rows} == {"city"}


async def test_of_a_protected_person_nothing_is_shown_and_nothing_written_down(town: Town) -> None:
    report = await town.report(KEN, spot=Spot(37.5, 139.9, "西町9-9"))
    await town.raise_notice(about=KEN, report=report, words="西町9-9です、助けて")
    sight, shown = look(await only_notice(town), Viewer("s1"), CLOCK.now(), TODAY)
    assert isinstance(sight.subject, Withheld)
    assert (sight.words, sight.spot, sight.condition, sight.standing) == (None, None, None, None)
    assert shown == ()
    assert "西町" not in repr(sight)
    assert "若松" not in repr(sight)


async def test_what_a_protected_person_says_of_nobody_is_not_shown_either(town: Town) -> None:
    report = await town.report(None, reporter=KEN, spot=Spot(37.5, 139.9, "西町9-9"))
    await town.raise_notice(about=None, report=report, words="西町9-9です、助けて")
    sight, shown = look(await only_notice(town), Viewer("s1"), CLOCK.now(), TODAY)
    assert (isinstance(sight.teller, Withheld), sight.words, sight.spot, shown) == (True, None, None, ())
    assert "西町9-9" not in repr(sight)


async def test_a_place_about_nobody_is_written_down_of_whoever_told_it(town: Town) -> None:
    report = await town.report(None, reporter=SATO, spot=Spot(37.5, 139.9))
    await town.raise_notice(about=None, report=report, words="隣がつぶれてる")
    sight, (shown,) = look(await only_notice(town), Viewer("s1"), CLOCK.now(), TODAY)
    assert (sight.words, sight.spot) == ("隣がつぶれてる", Spot(37.5, 139.9))
    assert (shown.disclosure.about, Item.LOCATION in shown.disclosure.items) == (SATO, True)


async def test_a_protected_person_who_tells_of_somebody_else_stays_unnamed(town: Town) -> None:
    report = await town.report(HANA, Source.SUPPORTER, reporter=KEN)
    await town.raise_notice(report=report, words="動けないそうです")
    sight, shown = look(await only_notice(town), Viewer("s1"), CLOCK.now(), TODAY)
    assert isinstance(sight.subject, Profile)
    assert isinstance(sight.teller, Withheld)
    assert [each.disclosure.about for each in shown] == [HANA]


async def test_the_watch_reads_on_a_hint_and_only_while_somebody_looks(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.watch.POLL_SECONDS", 3600.0)
    wakeups = InProcessWakeups()
    watch = Watch(town.database, wakeups, CLOCK)
    running = asyncio.create_task(watch.run())
    assert await watch.after(0, within=0.2) is None
    with watch.looking(Limits):
        first = await watch.after(0, within=5)
        assert first is not None
        await town.raise_notice()
        await wakeups.wake(Signal.BOARD)
        second = await watch.after(first.number, within=5)
        assert second is not None
        assert second.board is not None
        assert len(second.board.notices) == 1
    assert await watch.after(0, within=0.2) is None, "a page that comes later never starts with what is long past"
    running.cancel()


async def test_what_was_read_for_a_page_that_left_meanwhile_is_nobodys_first_sight(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, left = asyncio.Event(), asyncio.Event()

    async def read_slowly(*asked: Any) -> Board:
        begun.set()
        await left.wait()
        return await read_board(*asked)

    monkeypatch.setattr("admin.watch.read_board", read_slowly)
    watch = Watch(town.database, InProcessWakeups(), CLOCK)
    with watch.looking(Limits):
        reading = asyncio.create_task(watch._read())
        await begun.wait()
    left.set()
    await reading
    assert await watch.after(0, within=0) is None


async def test_a_read_that_took_long_does_not_keep_the_next_news_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that stood still for two seconds kept the board still for ten, and pages said that it had stopped."""
    reads = 0

    async def hiccup(*asked: Any) -> Board:
        nonlocal reads
        reads += 1
        await asyncio.sleep(2 if reads == 1 else 0)
        return await read_board(*asked)

    monkeypatch.setattr("admin.watch.read_board", hiccup)
    watch = Watch(town.database, InProcessWakeups(), CLOCK)
    running = asyncio.create_task(watch.run())
    with watch.looking(Limits):
        first = await watch.after(0, within=10)
        assert first is not None
        assert await watch.after(first.number, within=6) is not None
    running.cancel()


async def test_a_database_without_tables_is_down_and_the_watch_goes_on(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    watch = Watch(database, InProcessWakeups(), CLOCK)
    running = asyncio.create_task(watch.run())
    with watch.looking(Limits):
        reading = await watch.after(0, within=5)
        assert reading is not None
        assert (reading.down, reading.board) == (True, None)
        await asyncio.to_thread(migrated, f"sqlite:///{tmp_path / 'empty.db'}")
        while reading.down:
            newer = await watch.after(reading.number, within=5)
            assert newer is not None
            reading = newer
    running.cancel()
    await database.close()


async def test_marking_done_says_when_the_database_is_down(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(Unavailable):
        await mark_done(database, [NoticeId("n1")], CLOCK.now(), Viewer("s1"))
    await database.close()
