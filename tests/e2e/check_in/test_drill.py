"""A drill on one machine: SQLite, `anpi serve` alone, every phone of the town."""

import asyncio
from pathlib import Path

from tests.e2e.check_in import drill, town
from tests.e2e.check_in.city import City, running_city, sqlite_in

COUNTS = ("asked", "answered", "safe", "injured", "needs_rescue", "evacuated", "silent", "unverified")


async def test_a_drill_from_the_question_to_the_counts(tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path)) as city:
        await drill.before_anything_happened(city)
        incident = await city.opens("--title", "秋の防災訓練", "--level", "5強", "--district", "北町", "--drill")
        await drill.all_are_asked(city)
        await drill.they_answer(city)
        await drill.one_comes_back_and_answers_for_his_wife(city)
        await drill.a_stranger_learns_nothing(city)
        await drill.the_leader_sees_counts_and_the_names_of_those_who_agreed(city)
        await drill.nobody_else_sees_any_of_it(city)
        await drill.languages_are_spoken_as_chosen(city)
        await drill.odd_things_are_answered(city)
        await drill.a_group_is_greeted_and_its_talk_is_left_alone(city)
        summary = (await city.phone(town.ISAMU).says("まとめ")).words.splitlines()
        assert summary[summary.index("けが") + 1] == "1"
        assert "「無事」" in (await city.phone(town.KEN).says("もう大丈夫です。無事です")).words
        summary = (await city.phone(town.ISAMU).says("まとめ")).words.splitlines()
        assert summary[summary.index("けが") + 1] == "0"
        assert city.refusals() == []
        assert city.world.journal.doubled() == []
        await _closed_with_its_counts(city, incident)


async def _closed_with_its_counts(city: City, incident: str) -> None:
    assert "closed" in await city.anpi("incident", "close", incident)
    listed, counts = await asyncio.gather(city.anpi("incident", "list"), city.counts(incident))
    assert [line.split()[:2] for line in listed.splitlines()] == [[incident, "closed"]]
    assert list(counts) == ["incident", "district", "drill", *COUNTS, "as_of"]
    assert tuple(counts[key] for key in COUNTS) == (9, 5, 5, 0, 0, 2, 4, 1)
    assert (counts["incident"], counts["district"], counts["drill"]) == (incident, "north", True)
    later = (await city.phone(town.MIYO).says("無事です")).words
    assert "「無事」と受け取りました" in later
    assert "訓練" not in later
