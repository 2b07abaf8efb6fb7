"""A real disaster beside a drill, with a worker of its own: on SQLite, and on PostgreSQL with Redis."""

import asyncio
from pathlib import Path

from tests.e2e.check_in import rescue, town
from tests.e2e.check_in.city import NEW_SECRET, City, running_city, sqlite_in
from tests.e2e.check_in.phone import MULTICAST

EXPECTED = {"asked": 9, "answered": 5, "safe": 1, "injured": 1, "needs_rescue": 3, "evacuated": 1, "silent": 4}


async def test_calls_for_help_reach_those_who_may_know_on_one_machine(tmp_path: Path) -> None:
    """Whichever of the two processes holds the lock; without Redis the other one's wake-ups wait for the poll."""
    async with running_city(tmp_path, sqlite_in(tmp_path), "", "worker") as city:
        await city.opens("--title", "福島県沖の地震", "--level", "6強")
        await rescue.all_who_may_know_are_told_at_once(city)
        await rescue.the_leader_hears_of_others_without_a_name(city)
        assert "回答 3/9人" in (await city.phone(town.ISAMU).says("まとめ")).words
        assert city.refusals() == []
        assert city.world.journal.doubled() == []


async def test_calls_for_help_and_a_drill_stay_apart_on_postgresql_with_redis(
    postgres_url: str, redis_url: str, tmp_path: Path
) -> None:
    async with running_city(tmp_path, postgres_url, redis_url, "worker") as city:
        drill = await city.opens("--title", "訓練", "--drill")
        await _is_asked(city, "【訓練】安否確認")
        real = await city.opens("--title", "福島県沖の地震", "--level", "6強", "--district", "north,south")
        await _is_asked(city, "【安否確認】")
        await _it_goes_as_it_should(city)
        await _counted_apart(city, drill, real)


async def _it_goes_as_it_should(city: City) -> None:
    async with city.signs_with(NEW_SECRET):
        await rescue.all_who_may_know_are_told_at_once(city)
        await rescue.a_cry_is_no_place(city)
    await rescue.the_leader_hears_of_others_without_a_name(city)
    await rescue.her_former_husband_learns_nothing(city)
    await rescue.a_daughters_word_does_not_end_her_mothers_call(city)
    await rescue.others_answer(city)
    assert city.refusals() == []
    assert city.world.journal.doubled() == []


async def _is_asked(city: City, header: str) -> None:
    """And everybody else: the drill's buttons stand above the real ones; who taps the newest means the disaster."""
    heard = await city.phone(town.TARO).hears_since(0, header)
    assert heard.send.route == MULTICAST
    await city.settles()


async def _counted_apart(city: City, drill: str, real: str) -> None:
    counts, in_drill = await asyncio.gather(city.counts(real), city.counts(drill))
    assert {key: counts[key] for key in EXPECTED} == EXPECTED
    assert (counts["unverified"], counts["drill"]) == (2, False)
    assert (in_drill["asked"], in_drill["answered"], in_drill["unverified"], in_drill["drill"]) == (9, 0, 0, True)
