"""What 「届いた電文」 reads: the newest first, what became of each, what it corrects; and the raw text."""

from dataclasses import replace
from datetime import timedelta

from admin.alerts import Wanted
from admin.queries.alerts import read_arrivals, read_heard, read_raw
from bot.core.alerts import AlertChange
from bot.core.proposals import Aim, ProposalState
from bot.storage import tables
from tests.integration.alert_town import RAW, alert, came, one_of_each, openings, unknown, warning
from tests.integration.console_town import QUAKE, Town
from tests.integration.proposal_town import propose


async def titles(town: Town, wanted: Wanted, most: int = 30) -> list[str]:
    return [each.alert.title for each in (await read_arrivals(town.database, wanted, most)).alerts]


async def test_the_newest_come_first_and_each_group_holds_its_own(town: Town) -> None:
    await one_of_each(town)
    assert await titles(town, Wanted.ALL) == ["避難指示", "火山の新しい電文", "避難所情報", "福島県気象警報・注意報"]
    assert await titles(town, Wanted.UNKNOWN) == ["火山の新しい電文"]
    assert await titles(town, Wanted.NOT_REAL) == ["避難指示"]
    assert await titles(town, Wanted.SHELTERS) == ["避難所情報"]
    assert (await read_arrivals(town.database, Wanted.ALL, 3)).more
    assert not (await read_arrivals(town.database, Wanted.ALL, 4)).more


async def test_nothing_that_came_is_no_fault(town: Town) -> None:
    assert (await read_arrivals(town.database, Wanted.ALL, 30)).alerts == ()
    assert await read_heard(town.database, town.now) == ()


async def test_a_raw_text_is_there_where_it_was_kept(town: Town) -> None:
    await one_of_each(town)
    found = (await read_arrivals(town.database, Wanted.ALL, 30)).alerts
    assert [each.has_raw for each in found] == [False, True, False, False]
    assert await read_raw(town.database, found[1].alert.digest) == RAW.encode()
    assert await read_raw(town.database, found[0].alert.digest) is None
    assert await read_raw(town.database, "none") is None


async def test_the_proposal_that_an_alert_led_to_is_told_with_its_incident(town: Town) -> None:
    id_ = await propose(town, state=ProposalState.CONFIRMED, incident=QUAKE)
    async with town.database.writing() as connection:
        await connection.execute(tables.alerts.update().values(became="propose", matter=id_))
    joined = alert(warning(town).kind, "続報", town.now)
    await came(town, joined, "join", ago=timedelta(0), matter=id_)
    second, first = (await read_arrivals(town.database, Wanted.ALL, 30)).alerts
    assert [(each.aim, each.state) for each in first.led] == [(Aim.OPEN, ProposalState.CONFIRMED)]
    assert (first.incident, second.incident) == ((QUAKE, "強い地震"), (QUAKE, "強い地震"))
    assert second.led == ()


async def test_what_joined_an_incident_opened_by_hand_is_told_with_it(town: Town) -> None:
    await came(town, warning(town), "join", matter=QUAKE)
    (only,) = (await read_arrivals(town.database, Wanted.ALL, 30)).alerts
    assert (only.incident, only.led) == ((QUAKE, "強い地震"), ())


async def test_a_correction_knows_its_neighbours_of_the_series_and_no_others(town: Town) -> None:
    first = await came(town, warning(town), "below", ago=timedelta(minutes=9))
    other = replace(first, source=openings(town).source, digest="0" * 64, issued=first.issued + timedelta(seconds=1))
    await came(town, other, "below", ago=timedelta(minutes=8))
    later = first.issued + timedelta(minutes=2)
    wrong = replace(first, change=AlertChange.CANCELLED, issued=later, digest="1" * 64, title="取消")
    await came(town, wrong, "cancelled", ago=timedelta(minutes=7))
    cancelled, beside, taken_back = (await read_arrivals(town.database, Wanted.ALL, 30)).alerts
    assert cancelled.before is not None
    assert (cancelled.before.title, cancelled.before.issued) == (first.title, first.issued)
    assert taken_back.after is not None
    assert taken_back.after.change is AlertChange.CANCELLED
    assert (beside.before, beside.after) == (None, None)


async def test_the_board_hears_of_real_openings_and_unknown_kinds_of_the_last_day_alone(town: Town) -> None:
    await one_of_each(town)
    heard = await read_heard(town.database, town.now)
    assert [(each.title, became) for each, became in heard] == [
        ("火山の新しい電文", "unknown"),
        ("避難所情報", "not_asked_for"),
    ]
    assert heard[1][0].shelters == openings(town).shelters
    assert heard[0][0].areas == unknown(town).areas
    assert await read_heard(town.database, town.now + timedelta(days=1)) == ()
