"""Whoever leads another district than that of their home: nothing of it is counted under an incident of their home."""

from dataclasses import replace

from bot.core.people import Office, Role
from tests.transcripts.stage import Stage
from tests.transcripts.town import SOUTH, WHO

_HOME = {"opens": {"id": "quake", "title": "地震", "districts": ["north"]}}
_CITY = {"opens": {"id": "rain", "title": "大雨"}}


def leader_elsewhere() -> Stage:
    """Lives in the north, leads the south."""
    stage = Stage()
    stage.world.roles = [(WHO["会長"].id, Role(Office.LEADER, SOUTH))]
    return stage


def test_an_incident_of_the_home_counts_nobody_of_the_district_led() -> None:
    stage = leader_elsewhere()
    stage.play(_HOME)
    step = stage.play({"who": "会長", "says": "まとめ"})
    assert step["answers"] == ["いまは安否確認をしていません。"]


def test_a_drill_at_home_marks_no_answer_about_the_district_led() -> None:
    stage = leader_elsewhere()
    stage.play({"opens": {**_HOME["opens"], "drill": True}})
    step = stage.play({"who": "会長", "says": "まだの人"})
    assert step["answers"] == ["いまは安否確認をしていません。"]


def test_the_older_incident_that_concerns_the_district_is_counted() -> None:
    stage = leader_elsewhere()
    stage.play(_CITY)
    stage.play(_HOME)
    step = stage.play({"who": "会長", "says": "まとめ"})
    assert step["answers"][0].startswith("南地区のまとめ")


def test_whoever_lives_nowhere_known_counts_their_district_alone() -> None:
    stage = leader_elsewhere()
    leader = WHO["会長"].id
    stage.world.people[leader] = replace(stage.world.people[leader], district=None)
    stage.play(_HOME)
    assert stage.play({"who": "会長", "says": "まとめ"})["answers"] == ["いまは安否確認をしていません。"]
