"""Closing an incident, its report and its files, on SQLite and on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from admin.commands.close import close_incident
from admin.commands.entitled import NotEntitled
from admin.commands.export import Office, count_shown, export_people, export_report
from admin.commands.see_on_map import write_down_pins
from admin.exports.order import Aim, File, Form, Order
from admin.on_map import pinned
from admin.queries.listed import CHUNK
from admin.queries.on_map import Heard, read_map
from admin.sessions import Session
from admin.showing import Viewer
from admin.staff import Staff
from bot.core.closing_report import ClosingReport, KnownBy, Letters, Milestone, Rescue, Share
from bot.core.consents import Item
from bot.core.ids import ConversationId, IncidentId
from bot.core.incidents import Incident
from bot.core.people import Office as Role
from bot.core.reports import Casualty, Source, Spot
from bot.core.retention import USUAL
from bot.core.understanding import Condition
from bot.storage import tables
from bot.storage.closing_report import Gone, ReportStore
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.ledger.verify import verify
from bot.storage.retention.sweep import Sweep
from bot.storage.rows.facts import pack_spot
from bot.storage.staff_word.casualties import Recorded, Recording, record_casualty
from bot.storage.staff_word.visiting import ON_ITS_WAY
from tests.integration.agreeing import agree
from tests.integration.console_town import CITY, DRILL, EAST, HANA, KEN, QUAKE, SATO, YUKI, StillClock, Town

NOW = StillClock().now()
OPENED = NOW - timedelta(minutes=30)
STAFF = Staff(YUKI, "会津 雪", frozenset({Role.CITY_STAFF}))
NAMED = Viewer("session", STAFF)


def sitting(staff: Staff | None = STAFF) -> Session:
    return Session("session", NOW + timedelta(hours=12), staff)


@pytest.fixture
async def town(address: str) -> AsyncIterator[Town]:
    async with filled(address) as town:
        yield town


@asynccontextmanager
async def filled(address: str) -> AsyncIterator[Town]:
    """Hana answered after ten minutes (needs rescue), Sato's family said safe after twenty, Ken is silent."""
    town = Town(Database(address), NOW)
    await town.fill()
    await town.add(tables.roles, {"person_id": YUKI, "role": Role.CITY_STAFF.value})
    await said(town, HANA, 10)
    await said(town, SATO, 20, Source.FAMILY, condition=Condition.SAFE)
    yield town
    await town.database.close()


async def said(town: Town, about: Any, minute: int, source: Source = Source.SELF, **more: Any) -> None:
    town.now = OPENED + timedelta(minutes=minute)
    await town.report(about, source, **more)
    town.now = NOW


async def incident(town: Town, id_: IncidentId = QUAKE) -> Incident:
    found = await IncidentStore(town.database).find(id_)
    assert found is not None
    return found


async def counted(town: Town, id_: IncidentId = QUAKE, after: timedelta = timedelta(0)) -> ClosingReport:
    report = await ReportStore(town.database, CITY).of(await incident(town, id_), NOW + after)
    assert isinstance(report, ClosingReport)
    return report


async def test_counts_shares_times_and_roads(town: Town) -> None:
    report = await counted(town)
    assert report.everybody == Share(3, 2)
    assert report.by_district == (("西町", Share(1, 0)), ("東町", Share(2, 2)))
    assert [each for each in report.by_road if each[1]] == [(KnownBy.SELF, 1), (KnownBy.KIN, 1)]
    assert report.milestones == (
        Milestone(25, timedelta(minutes=10)),
        Milestone(50, timedelta(minutes=20)),
        Milestone(75, None),
        Milestone(90, None),
    )
    assert report.curve[-1].minutes == 30
    assert sum(report.curve[-1].known) == 2
    assert (report.failures.silent, report.failures.needs_rescue) == (1, 1)


async def test_the_first_word_about_somebody_counts_and_a_stranger_makes_nobody_known(town: Town) -> None:
    await said(town, HANA, 5, Source.UNVERIFIED)
    await said(town, HANA, 7, Source.LEADER)
    await said(town, HANA, 12, Source.STAFF)
    report = await counted(town)
    assert dict(report.by_road)[KnownBy.LEADER] == 1
    assert report.milestones[0].after == timedelta(minutes=7)


async def test_the_missing_and_the_dead_are_counted_and_the_dead_are_known_by_staff(town: Town) -> None:
    dead = Recording(KEN, QUAKE, Casualty.DEAD, YUKI, "警察から電話", OPENED + timedelta(minutes=25), sure=True)
    missing = replace(dead, person=HANA, casualty=Casualty.MISSING)
    assert [await record_casualty(town.database, each) for each in (dead, missing)] == [Recorded.DONE, Recorded.DONE]
    report = await counted(town)
    assert (report.failures.dead, report.failures.missing) == (1, 1)
    assert (report.everybody, report.failures.silent) == (Share(3, 3), 0)
    assert dict(report.by_road)[KnownBy.STAFF] == 1
    assert report.milestones[-1] == Milestone(90, timedelta(minutes=25) - ON_ITS_WAY)
    assert report.failures.needs_rescue == 1, "a call for help is not hidden by what is on record"


async def test_people_at_one_address_are_one_household_however_it_is_written(town: Town) -> None:
    async with town.database.writing() as connection:
        change = tables.people.update()
        await connection.execute(change.where(tables.people.c.id == HANA).values(address="東町1-2-3"))
        await connection.execute(change.where(tables.people.c.id == SATO).values(address="東町1-2-3 "))
    households = (await counted(town)).households
    assert (households.asked, households.known) == (2, 1)


async def test_a_call_for_rescue_is_over_when_all_its_notices_are(town: Town) -> None:
    told, done = OPENED + timedelta(minutes=3), OPENED + timedelta(minutes=9)
    first = await town.raise_notice(at=told)
    second = await town.raise_notice(at=told + timedelta(minutes=1))
    await _mark(town, first, done)
    assert (await counted(town)).rescues == (Rescue(told),)
    await _mark(town, second, done)
    assert (await counted(town)).rescues == (Rescue(told, done),)


async def _mark(town: Town, notice: str, at: Any) -> None:
    async with town.database.writing() as connection:
        mark = tables.notices.update().where(tables.notices.c.id == notice).values(done_at=at)
        await connection.execute(mark)


async def test_a_mailing_that_was_halved_counts_once(town: Town) -> None:
    letter = {
        "lane": 0,
        "channel": "line",
        "recipients": ["U1"],
        "speech": "{}",
        "priority": 1,
        "must_deliver": True,
        "drill": False,
        "attempts": 1,
        "next_attempt_at": NOW,
        "replied": False,
        "reason": "",
        "created_at": NOW,
        "incident_id": QUAKE,
        "state": "refused",
    }
    await town.add(tables.outbox, *({**letter, "id": each} for each in ("a", "a/2", "a/3", "b")))
    await town.add(tables.outbox, {**letter, "id": "c", "state": "expired", "incident_id": None, "reminds_of": QUAKE})
    assert (await counted(town)).failures.letters == Letters(refused=2, expired=1)


async def test_closing_stands_in_the_ledger_with_its_staff_and_keeps_the_report(town: Town) -> None:
    report = await close_incident(town.database, CITY, QUAKE, sitting(), NOW)
    assert isinstance(report, ClosingReport)
    assert report.incident.closed_at == NOW
    (row,) = await town.rows(tables.ledger)
    assert (row.kind, row.other_id, row.person_id) == ("incident_closed", YUKI, None)
    assert await close_incident(town.database, CITY, QUAKE, sitting(), NOW + timedelta(hours=1)) == report
    assert len(await town.rows(tables.ledger)) == 1


@pytest.mark.parametrize("staff", [None, replace(STAFF, person=SATO)])
async def test_nobody_without_a_name_and_office_closes_an_incident(town: Town, staff: Staff | None) -> None:
    """The register says who holds an office, whatever the session says."""
    with pytest.raises(NotEntitled):
        await close_incident(town.database, CITY, QUAKE, sitting(staff), NOW)
    assert (await incident(town)).is_open


async def test_a_signed_out_page_neither_closes_an_incident_nor_takes_a_list(town: Town) -> None:
    session = sitting()
    session.signed_out = True
    with pytest.raises(NotEntitled):
        await close_incident(town.database, CITY, QUAKE, session, NOW)
    office = Office(town.database, CITY, "anpi.example.jp")
    with pytest.raises(NotEntitled):
        await export_people(office, session, await order(town, Form.CSV), lambda _done, _total: None)
    assert (await incident(town)).is_open
    assert await town.rows(tables.ledger) == []


async def test_what_was_kept_stays_as_it_was_when_the_people_are_gone(town: Town) -> None:
    await close_incident(town.database, CITY, QUAKE, sitting(), NOW)
    before = await counted(town)
    await said(town, KEN, 40)
    await Sweep(town.database, USUAL).erase(NOW + timedelta(days=4000))
    assert await town.rows(tables.check_ins) == []
    assert await counted(town, after=timedelta(days=4000)) == before


async def test_the_kept_report_names_nobody(town: Town) -> None:
    await close_incident(town.database, CITY, QUAKE, sitting(), NOW)
    (row,) = await town.rows(tables.incident_reports)
    for datum in (HANA, KEN, SATO, "花子", "佐藤", "090-", "東町1-2-3"):
        assert datum not in str(row.body)


async def test_an_incident_that_was_closed_elsewhere_is_counted_and_kept_when_it_is_read(town: Town) -> None:
    await IncidentStore(town.database).close(QUAKE, NOW)
    first = await counted(town)
    await town.report(KEN, condition=Condition.SAFE)
    assert await counted(town, after=timedelta(hours=1)) == first


async def test_where_nobody_counted_in_time_there_is_no_report(town: Town) -> None:
    await IncidentStore(town.database).close(QUAKE, NOW)
    await Sweep(town.database, USUAL).erase(NOW + timedelta(days=4000))
    assert isinstance(await ReportStore(town.database, CITY).of(await incident(town), NOW), Gone)


async def order(town: Town, form: Form, id_: IncidentId = QUAKE) -> Order:
    return Order(await incident(town, id_), form, Aim.RESPONDERS, NAMED, NOW)


async def exported(town: Town, form: Form) -> File:
    steps: list[tuple[int, int]] = []
    office = Office(town.database, CITY, "anpi.example.jp")
    asked = await order(town, form)
    file = await export_people(office, sitting(), asked, lambda done, total: steps.append((done, total)))
    assert steps == [(3, 3)]
    return file


async def test_everybody_in_a_list_stands_in_the_ledger_and_a_protected_person_in_neither(town: Town) -> None:
    file = await exported(town, Form.CSV)
    assert (file.people, file.withheld) == (2, 1)
    text = file.content.decode("utf-8-sig")
    assert "会津 花子" in text
    assert "若松 健" not in text
    rows = await town.rows(tables.ledger)
    assert sorted((row.kind, row.person_id or "", row.other_id) for row in rows) == [
        ("disclosure", HANA, YUKI),
        ("disclosure", SATO, YUKI),
        ("exported", "", YUKI),
    ]
    assert all('"aim":"responders"' in row.body.replace(" ", "") for row in rows)
    assert "花子" not in "".join(row.body for row in rows)


async def test_a_file_for_other_registries_tells_of_those_alone_who_agreed_to_it(town: Town) -> None:
    await agree(town, HANA)
    await agree(town, KEN)
    await agree(town, SATO, refused=True)
    office = Office(town.database, CITY, "anpi.example.jp")
    assert await count_shown(office, await order(town, Form.PFIF), lambda _done, _total: None) == (1, 2)
    assert await town.rows(tables.ledger) == []
    file = await exported(town, Form.PFIF)
    assert (file.people, file.withheld) == (1, 2)
    text = file.content.decode()
    assert "会津 花子" in text
    assert "若松 健" not in text
    assert "佐藤 一" not in text
    assert "載せていない人: 2人" in text
    rows = await town.rows(tables.ledger)
    assert sorted((row.kind, row.person_id or "", row.other_id) for row in rows) == [
        ("disclosure", HANA, "pfif"),
        ("exported", "", YUKI),
    ]


async def test_the_chain_of_the_ledger_holds_after_closing_and_exports(town: Town) -> None:
    await exported(town, Form.CSV)
    await close_incident(town.database, CITY, QUAKE, sitting(), NOW)
    await exported(town, Form.PFIF)
    assert not (await verify(town.database, None, lambda _read, _rows: None)).faults


async def test_another_page_is_read_while_a_list_is_made(town: Town) -> None:
    names = [f"p{number:04}" for number in range(2 * CHUNK)]
    await town.add(tables.people, *({"id": each, "name": each} for each in names))
    await town.add(tables.check_ins, *({"incident_id": QUAKE, "person_id": each} for each in names))
    course: list[int | None] = []
    office = Office(town.database, CITY, "anpi.example.jp")
    asked = await order(town, Form.CSV)
    making = asyncio.create_task(export_people(office, sitting(), asked, lambda done, _total: course.append(done)))
    while not making.done():
        await read_map(town.database, asked.incident)
        course.append(None)
    assert (await making).people == 2 * CHUNK + 2
    first, last = course.index(CHUNK), course.index(2 * CHUNK + 3)
    assert None in course[first:last]


async def test_a_session_by_the_shared_code_gets_the_pdf_and_no_list(town: Town) -> None:
    office = Office(town.database, CITY, "anpi.example.jp")
    nameless = replace(await order(town, Form.CSV), viewer=Viewer("abc"))
    with pytest.raises(NotEntitled):
        await export_people(office, sitting(None), nameless, lambda _done, _total: None)
    assert await town.rows(tables.ledger) == []
    file = await export_report(office, replace(nameless, form=Form.PDF), await counted(town))
    assert file.content.startswith(b"%PDF-")
    (row,) = await town.rows(tables.ledger)
    assert (row.kind, row.other_id) == ("exported", "console:abc")


async def test_the_map_has_counts_places_and_sites(town: Town) -> None:
    await _spot(town, HANA, Spot(37.5, 139.9, "二階"))
    await town.report(None, Source.UNVERIFIED, spot=Spot(37.6, 139.8))
    await town.add(tables.sites, {"id": "S1", "name": "一箕小学校", "lat": 37.51, "lon": 139.94})
    city = await read_map(town.database, await incident(town))
    assert [(each.name, each.counts.asked, each.tone.value) for each in city.areas] == [
        ("東町", 2, "rescue"),
        ("西町", 1, "silent"),
    ]
    assert [each.name for each in city.sites] == ["一箕小学校"]
    assert [(each.person.id if each.person else None, each.spot.latitude) for each in city.spotted] == [
        (HANA, 37.5),
        (None, 37.6),
    ]


async def test_a_pin_stands_in_the_ledger_once_and_a_protected_person_has_none(town: Town) -> None:
    await _spot(town, HANA, Spot(37.5, 139.9))
    await _spot(town, KEN, Spot(37.4, 139.9))
    quake = await incident(town)
    looks = [pinned(each, quake, NAMED, NOW) for each in (await read_map(town.database, quake)).spotted]
    assert [pin.spot.latitude for pin, _ in looks if pin] == [37.5]
    seen = [each for _, each in looks if each]
    for _ in range(2):
        await write_down_pins(town.database, "session", seen, NOW, drill=False)
    (row,) = await town.rows(tables.ledger)
    assert (row.person_id, row.other_id) == (HANA, YUKI)
    assert [each.disclosure.items for each in seen] == [{Item.LOCATION, Item.CONDITION}]


async def test_a_stranger_whom_a_linked_conversation_makes_known_has_no_pin(town: Town) -> None:
    """Ken is protected: he said where he is before he signed in."""
    talk = {"id": "line:Uken", "channel": "line", "address": "Uken", "version": 1}
    await town.add(tables.conversations, talk)
    await town.report(None, Source.UNVERIFIED, conversation=ConversationId("line:Uken"), spot=Spot(37.6, 139.8))
    quake = await incident(town)
    assert [each.person for each in (await read_map(town.database, quake)).spotted] == [None]
    async with town.database.writing() as connection:
        linked = tables.conversations.update().where(tables.conversations.c.id == "line:Uken")
        await connection.execute(linked.values(person_id=KEN))
    city = await read_map(town.database, quake)
    assert (city.spotted, city.spots) == ((), 0)


async def _spot(town: Town, person: str, spot: Spot) -> None:
    async with town.database.writing() as connection:
        there = (tables.check_ins.c.incident_id == QUAKE, tables.check_ins.c.person_id == person)
        values = {"spot": pack_spot(spot), "said_at": NOW}
        await connection.execute(tables.check_ins.update().where(*there).values(values))


async def test_the_live_curve_reads_what_is_new_and_keeps_the_first_word(town: Town) -> None:
    heard = Heard(await incident(town))
    assert {who: by for who, (_, by) in (await heard.read(town.database)).items()} == {
        HANA: KnownBy.SELF,
        SATO: KnownBy.KIN,
    }
    await said(town, HANA, 25, Source.STAFF)
    await said(town, KEN, 26, Source.LEADER, condition=Condition.SAFE)
    after = await heard.read(town.database)
    assert after[KEN] == (OPENED + timedelta(minutes=26), KnownBy.LEADER)
    assert after[HANA][1] is KnownBy.SELF
    async with town.database.writing() as connection:
        gone = tables.reports.update().where(tables.reports.c.about == KEN)
        await connection.execute(gone.values(retracted_at=NOW, retracted_by=SATO))
    assert KEN not in await heard.read(town.database), "a report taken back leaves the open curve too"


async def test_a_drill_is_counted_apart(town: Town) -> None:
    await town.add(tables.check_ins, {"incident_id": DRILL, "person_id": SATO, "district_id": EAST})
    report = await counted(town, DRILL)
    assert report.incident.drill
    assert report.everybody == Share(1, 0)
