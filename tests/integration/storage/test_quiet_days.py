"""The job of ordinary days on both databases: greeted once a day, told by a decision, silent in an incident."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, delete, insert, select, update

from bot.bootstrap.quiet_days import quiet_days_job
from bot.core.events import Channel
from bot.core.people import City as CityOfPeople
from bot.core.ports import LANES
from bot.core.practices import Took
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.quota import SHORT, Quota
from bot.core.replies import Card, Paragraph
from bot.core.weather import DayForecast
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.forecasts import ForecastStore
from bot.storage.memory import Account
from bot.storage.outbox import SqlOutbox
from bot.storage.outbox.budget import waiting_for
from bot.storage.quiet_days.practice_counts import NOWHERE, PracticeCounts
from bot.storage.rows.letters import letter_of
from bot.storage.rows.quiet_days import row_of_quiet_days
from bot.storage.wakeups import InProcessWakeups
from config.municipality import load_city
from tests.contracts.backends import SqlBackend
from tests.contracts.city import HANA, YUKI, City

CITY = load_city("aizuwakamatsu")
EIGHT = datetime(2026, 6, 9, 23, tzinfo=UTC)
"""Eight in the morning of June 10 in Tokyo."""
TOKYO = ZoneInfo("Asia/Tokyo")
DAY = timedelta(days=1)
ARRANGED = QuietDays(HANA, QuietState.ON, 8, 2, YUKI, None, EIGHT - 3 * DAY)


async def started(database: Database, *arranged: QuietDays, incidents: bool = False) -> None:
    quiet = City()
    quiet.incidents = quiet.incidents if incidents else []
    quiet.check_ins = quiet.check_ins if incidents else []
    quiet.emergencies = []
    quiet.accounts.append(Account(Channel.WEB, "hana", HANA))
    await SqlBackend(database).fill(quiet)
    async with database.writing() as connection:
        for each in arranged:
            await connection.execute(insert(tables.quiet_days), [row_of_quiet_days(each)])


async def run(database: Database, now: datetime, city: CityOfPeople = CITY, left: int | None = None) -> int:
    """A fresh job each time, as after a restart. What was sent before has arrived. `left`: LINE messages."""
    async with database.writing() as connection:
        pending = tables.outbox.c.state == "pending"
        await connection.execute(update(tables.outbox).where(pending).values(state="done"))

    async def quota() -> Quota:
        return Quota(None if left is None else 200, 200 - (left or 0))

    return await quiet_days_job(database, city, InProcessWakeups(), quota=quota).run(now)


async def rows(database: Database, table: Table) -> Sequence[Any]:
    async with database.reading() as connection:
        return (await connection.execute(select(table))).all()


async def to(database: Database, address: str) -> list[str]:
    """The keys of what was sent there, the alert of a card or the words."""
    letters = [letter_of(row) for row in sorted(await rows(database, tables.outbox))]
    said = [reply for each in letters if address in each.recipients for reply in each.speech.replies]
    return [getattr(each, "header", getattr(each, "text", None)).key for each in said]  # type: ignore[union-attr]


async def test_she_is_greeted_once_a_day_however_often_the_job_starts_anew(database: Database) -> None:
    await started(database, ARRANGED)
    assert [await run(database, EIGHT + timedelta(minutes=each)) for each in (-1, 0, 1, 59, 179, 181)] == [
        0,
        1,
        0,
        0,
        0,
        0,
    ]
    assert await run(database, EIGHT + DAY) == 1
    assert await to(database, "hana") == ["quiet.header"] * 2


@pytest.mark.parametrize(("hours", "told"), [(3, True), (20, False)])
async def test_the_greeting_tells_the_weather_as_long_as_the_forecast_is_fresh(
    database: Database, *, hours: int, told: bool
) -> None:
    await started(database, ARRANGED)
    rain = DayForecast("070030", EIGHT.astimezone(TOKYO).date(), "雨", EIGHT - timedelta(hours=hours))
    await ForecastStore(database).keep("t", [rain], EIGHT)
    assert await run(database, EIGHT) == 1
    cards = [each for row in await rows(database, tables.outbox) for each in letter_of(row).speech.replies]
    first = [
        each.blocks[0].text.key for each in cards if isinstance(each, Card) and isinstance(each.blocks[0], Paragraph)
    ]
    assert set(first) == {"quiet.weather" if told else "quiet.note"}


async def test_after_a_standstill_nobody_is_greeted_late(database: Database) -> None:
    await started(database, ARRANGED)
    assert await run(database, EIGHT + timedelta(hours=3)) == 0


async def test_the_daughter_is_told_on_the_third_morning_and_the_ledger_has_it(database: Database) -> None:
    await started(database, ARRANGED)
    for day in range(3):
        await run(database, EIGHT + day * DAY)
    assert await to(database, "Uyuki") == ["quiet.silence.header"]
    assert await to(database, "yuki") == ["quiet.silence.header"], "over every account of hers"
    assert "quiet.told_contact" in await to(database, "Uhana")
    (entry,) = await rows(database, tables.ledger)
    assert (entry.person_id, entry.other_id, entry.kind) == (HANA, YUKI, "disclosure")


async def test_whatever_came_from_her_that_day_is_an_answer(database: Database) -> None:
    await started(database, ARRANGED)
    await run(database, EIGHT)
    await _wrote(database, "Uhana", HANA, EIGHT + timedelta(hours=5))
    for day in (1, 2):
        await run(database, EIGHT + day * DAY)
    assert await to(database, "Uyuki") == []


async def test_what_somebody_else_wrote_on_a_shared_phone_is_no_answer(database: Database) -> None:
    await started(database, ARRANGED)
    await run(database, EIGHT)
    await _wrote(database, "Uhana", YUKI, EIGHT + timedelta(hours=5))
    for day in (1, 2):
        await run(database, EIGHT + day * DAY)
    assert await to(database, "Uyuki") == ["quiet.silence.header"]


async def test_without_a_consent_nobody_but_the_staff_sees_it(database: Database) -> None:
    await started(database, ARRANGED)
    async with database.writing() as connection:
        await connection.execute(update(tables.consents).values(withdrawn_at=EIGHT))
    for day in range(3):
        await run(database, EIGHT + day * DAY)
    (notice,) = await rows(database, tables.notices)
    assert (notice.kind, notice.about, notice.words) == ("quiet_silence", HANA, None)
    assert await to(database, "Uyuki") == []
    assert await rows(database, tables.ledger) == []


async def test_who_cannot_be_written_to_is_not_told_as_silent(database: Database) -> None:
    await started(database, ARRANGED)
    await _wrote(database, "Uhana", HANA, EIGHT - 2 * DAY)
    await run(database, EIGHT)
    async with database.writing() as connection:
        await connection.execute(tables.accounts.delete().where(tables.accounts.c.address == "hana"))
        await connection.execute(update(tables.conversations).values(reach="blocked"))
    assert [await run(database, EIGHT + day * DAY) for day in range(1, 5)] == [0, 0, 0, 0]
    assert await to(database, "Uyuki") == []
    (notice,) = await rows(database, tables.notices)
    assert (notice.kind, notice.about) == ("undelivered", HANA), "staff hear once that she cannot be written to"
    (row,) = await rows(database, tables.quiet_days)
    assert (row.unanswered, row.greeted_on) == (0, None)


async def test_a_check_in_takes_the_place_of_the_greeting(database: Database) -> None:
    await started(database, replace(ARRANGED, unanswered=1, greeted_on=(EIGHT - DAY).date()), incidents=True)
    assert await run(database, EIGHT) == 0
    (row,) = await rows(database, tables.quiet_days)
    assert (row.unanswered, row.greeted_on) == (0, None)


async def test_a_city_that_does_not_offer_it_greets_nobody(database: Database) -> None:
    await started(database, ARRANGED)
    off = replace(CITY, quiet_days=replace(CITY.quiet_days, offered=False))
    assert await run(database, EIGHT, off) == 0


async def test_the_drill_goes_out_once_a_month_and_is_marked(database: Database) -> None:
    first = datetime(2026, 7, 1, 1, tzinfo=UTC)
    await started(database)
    async with database.writing() as connection:
        await connection.execute(insert(tables.practices), [{"person_id": HANA, "since": EIGHT, "times": 0}])
    assert [await run(database, first + each * timedelta(hours=1)) for each in range(3)] == [1, 0, 0]
    (row,) = await rows(database, tables.outbox)
    assert letter_of(row).speech.drill
    assert await rows(database, tables.check_ins) == []


async def test_how_many_took_part_is_kept_when_the_next_month_begins(database: Database) -> None:
    july = datetime(2026, 7, 1, 1, tzinfo=UTC)
    await started(database)
    async with database.writing() as connection:
        wishes = [{"person_id": each, "since": EIGHT, "times": 0} for each in (HANA, YUKI, "P moved away")]
        await connection.execute(insert(tables.practices), wishes)
    await run(database, july)
    async with database.writing() as connection:
        did = update(tables.practices).where(tables.practices.c.person_id == HANA)
        await connection.execute(did.values(done_in="2026-07"))
    counts = PracticeCounts(database)
    running = await counts.by_month()
    assert sum(running["2026-07"].values(), Took()) == Took(3, 1)
    await run(database, july + 31 * DAY)
    async with database.writing() as connection:
        await connection.execute(tables.practices.delete().where(tables.practices.c.person_id == HANA))
    found = await counts.by_month()
    assert found["2026-07"] == running["2026-07"], "whoever leaves takes nothing back of what was counted"
    assert sum(found["2026-08"].values(), Took()) == Took(2, 0)
    assert NOWHERE in found["2026-07"], "of somebody whom the register no longer knows no district is known"
    assert await counts.wishing() == 2


async def test_in_a_real_incident_no_drill_goes_out(database: Database) -> None:
    await started(database, incidents=True)
    async with database.writing() as connection:
        await connection.execute(insert(tables.practices), [{"person_id": HANA, "since": EIGHT, "times": 0}])
    assert await run(database, datetime(2026, 7, 1, 1, tzinfo=UTC)) == 0


async def _wrote(database: Database, address: str, person: str, at: datetime) -> None:
    row = {
        "id": f"line:{address}",
        "channel": "line",
        "address": address,
        "person_id": person,
        "last_event_at": at,
        "version": 1,
    }
    async with database.writing() as connection:
        await connection.execute(insert(tables.conversations), [row])


PHONE = f"U{'a' * 32}"


async def on_line(database: Database) -> None:
    """With an account to which LINE would really send."""
    await started(database, ARRANGED)
    async with database.writing() as connection:
        hers = tables.accounts.c.address == "Uhana"
        await connection.execute(update(tables.accounts).where(hers).values(address=PHONE))


async def test_a_greeting_that_never_arrived_is_no_silence(database: Database) -> None:
    """LINE takes none on two days, and no web chat is there."""
    await on_line(database)
    async with database.writing() as connection:
        await connection.execute(delete(tables.accounts).where(tables.accounts.c.address == "hana"))
    for day, state in enumerate(("expired", "refused", "pending")):
        assert await run(database, EIGHT + day * DAY) == 1
        async with database.writing() as connection:
            await connection.execute(update(tables.outbox).values(state=state))
    assert await to(database, "Uyuki") == []
    (notice,) = await rows(database, tables.notices)
    assert (notice.kind, notice.about, notice.words) == ("undelivered", HANA, None)


async def test_one_that_arrived_over_another_account_counts(database: Database) -> None:
    await on_line(database)
    for day in range(3):
        await run(database, EIGHT + day * DAY)
        async with database.writing() as connection:
            of_line = tables.outbox.c.channel == "line"
            await connection.execute(update(tables.outbox).where(of_line).values(state="refused"))
    assert "quiet.silence.header" in await to(database, "yuki")


async def test_short_of_messages_nobody_is_greeted_on_line_and_staff_hear_it_once(database: Database) -> None:
    await on_line(database)
    for day in range(2):
        assert await run(database, EIGHT + day * DAY, left=0) == 1, "over the web chat"
    assert (await to(database, PHONE), await to(database, "hana")) == ([], ["quiet.header"] * 2)
    (notice,) = await rows(database, tables.notices)
    assert "見守り" in (notice.words or "")


async def on_line_alone(database: Database) -> None:
    await on_line(database)
    async with database.writing() as connection:
        await connection.execute(delete(tables.accounts).where(tables.accounts.c.address == "hana"))


async def test_on_a_morning_short_of_messages_the_contact_hears_of_silence_all_the_same(database: Database) -> None:
    await on_line_alone(database)
    for day in range(8):
        await run(database, EIGHT + day * DAY, left=100 if day < 2 else 0)
    assert await to(database, "yuki") == ["quiet.silence.header"], "once, over the web chat: nothing more was asked"
    assert (await to(database, PHONE)).count("quiet.header") == 2
    assert {each.kind for each in await rows(database, tables.notices)} == {"undelivered"}


async def test_staff_see_a_silence_that_waits_for_messages(database: Database) -> None:
    await on_line_alone(database)
    async with database.writing() as connection:
        await connection.execute(delete(tables.accounts).where(tables.accounts.c.address == "yuki"))
    for day in range(3):
        await run(database, EIGHT + day * DAY, left=100 if day < 2 else 0)
    (to_yuki,) = [each for each in await rows(database, tables.outbox) if each.recipients == ["Uyuki"]]
    assert (to_yuki.state, to_yuki.reason, to_yuki.mailing) == ("pending", SHORT, waiting_for("Uyuki"))
    named = [each.about for each in await rows(database, tables.notices) if each.kind == "quiet_silence"]
    assert named == [HANA]


async def test_a_silence_that_waits_goes_to_nobody_once_she_has_answered(database: Database) -> None:
    await on_line_alone(database)
    async with database.writing() as connection:
        await connection.execute(delete(tables.accounts).where(tables.accounts.c.address == "yuki"))
    for day in range(3):
        await run(database, EIGHT + day * DAY, left=100 if day < 2 else 0)
    assert "quiet.told_contact" not in await to(database, PHONE), "nobody was told yet"
    await _wrote(database, PHONE, HANA, EIGHT + 2 * DAY + timedelta(hours=2))
    later = EIGHT + 2 * DAY + timedelta(hours=3)
    assert await SqlOutbox(database).due(range(LANES), later, 100, ()) == ()
    (to_yuki,) = [each for each in await rows(database, tables.outbox) if each.recipients == ["Uyuki"]]
    assert (to_yuki.state, to_yuki.fate, to_yuki.reason) == ("dropped", "withheld", "answered")
    assert [each.kind for each in await rows(database, tables.ledger)] == ["disclosure", "undelivered"]


async def test_she_reads_that_the_contact_was_told_where_it_went(database: Database) -> None:
    await on_line_alone(database)
    for day in range(3):
        await run(database, EIGHT + day * DAY, left=100)
    assert (await to(database, PHONE)).count("quiet.told_contact") == 1


async def test_the_last_messages_tell_of_silence_before_they_greet(database: Database) -> None:
    await on_line_alone(database)
    async with database.writing() as connection:
        await connection.execute(delete(tables.accounts).where(tables.accounts.c.address == "yuki"))
    for day in range(3):
        await run(database, EIGHT + day * DAY, left=100 if day < 2 else 1)
    assert await to(database, "Uyuki") == ["quiet.silence.header"]
    (last,) = [each for each in await rows(database, tables.outbox) if each.recipients == ["Uyuki"]]
    assert last.reason == ""
    assert (await to(database, PHONE)).count("quiet.header") == 2, "nothing was left for a third"
    assert "quiet_silence" not in {each.kind for each in await rows(database, tables.notices)}


async def test_days_short_of_messages_neither_count_nor_forget(database: Database) -> None:
    await on_line_alone(database)
    for day, left in enumerate((100, 0, 0, 100)):
        await run(database, EIGHT + day * DAY, left=left)
        (row,) = await rows(database, tables.quiet_days)
        assert row.unanswered == (0 if day == 0 else 1)
    assert await to(database, "yuki") == []
    await run(database, EIGHT + 4 * DAY, left=100)
    assert await to(database, "yuki") == ["quiet.silence.header"]


async def test_a_word_on_a_day_short_of_messages_is_an_answer(database: Database) -> None:
    await on_line_alone(database)
    for day, left in enumerate((100, 0, 0)):
        await run(database, EIGHT + day * DAY, left=left)
        if day == 1:
            await _wrote(database, PHONE, HANA, EIGHT + timedelta(days=1, hours=2))
    (row,) = await rows(database, tables.quiet_days)
    assert row.unanswered == 0


async def test_short_of_messages_nobody_is_asked_to_practise_and_staff_hear_it_once(database: Database) -> None:
    day = datetime(2026, 9, 1, 1, tzinfo=UTC)
    await started(database)
    async with database.writing() as connection:
        await connection.execute(insert(tables.practices), [{"person_id": HANA, "since": day - DAY, "times": 0}])
    drill = CITY.quiet_days.drill
    assert drill is not None
    then = datetime(2026, 9, drill.day, drill.hour, tzinfo=TOKYO)
    async with database.writing() as connection:
        hers = tables.accounts.c.address == "Uhana"
        await connection.execute(update(tables.accounts).where(hers).values(address=PHONE))
    assert [await run(database, then + timedelta(minutes=each), left=0) for each in (0, 1)] == [0, 0]
    assert await rows(database, tables.outbox) == []
    (notice,) = await rows(database, tables.notices)
    assert "訓練" in (notice.words or "")
    assert await run(database, then + timedelta(hours=1), left=100) == 1, "there are more now"
