"""Whoever leads another district than that of their home: nothing of it is counted under an incident of their home."""

from dataclasses import replace

from bot.core.consents import RecipientKind
from bot.core.ids import IncidentId
from bot.core.people import Office, Relation, RelationKind, Role
from bot.core.reports import Source
from tests.transcripts.stage import Stage
from tests.transcripts.town import SOUTH, WHO, agreed

_HOME = {"opens": {"id": "quake", "title": "地震", "districts": ["north"]}}
_AWAY = {"opens": {"id": "rain", "title": "大雨", "districts": ["south"]}}
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


def test_the_incident_of_the_district_led_is_counted_where_none_concerns_the_home() -> None:
    stage = leader_elsewhere()
    stage.play(_AWAY)
    assert stage.play({"who": "会長", "says": "まとめ"})["answers"][0].startswith("南地区のまとめ")
    silent = stage.play({"who": "会長", "says": "まだの人"})
    assert silent["answers"][0].startswith("南地区 まだの人 1人")


def test_a_drill_at_home_and_an_incident_away_stay_apart() -> None:
    stage = leader_elsewhere()
    stage.play({"opens": {**_HOME["opens"], "drill": True}})
    stage.play(_AWAY)
    assert stage.play({"who": "会長", "says": "まとめ"})["answers"][0].startswith("南地区のまとめ")
    stage.play({"who": "会長", "says": "無事です"})
    assert [(each.report.incident, each.report.drill) for each in stage.world.reports] == [("quake", True)]


def test_nobody_is_asked_how_they_are_in_an_incident_that_does_not_concern_their_home() -> None:
    stage = leader_elsewhere()
    stage.play(_AWAY)
    assert (IncidentId("rain"), WHO["会長"].id) not in stage.world.check_ins
    step = stage.play({"who": "会長", "says": "こんにちは"})
    assert not any("ご無事ですか" in each for each in step["answers"])
    stage.play({"who": "会長", "says": "無事です"})
    assert [each.report.incident for each in stage.world.reports] == [None]


def test_a_roll_call_of_the_district_led_is_reported_in_its_incident() -> None:
    stage = leader_elsewhere()
    stage.world.consents.append(agreed(WHO["元夫"].id, RecipientKind.ASSOCIATION))
    stage.play({"opens": {**_HOME["opens"], "drill": True}})
    stage.play(_AWAY)
    stage.play({"who": "会長", "says": "星太郎さんは訪問して無事、角の家は留守"})
    step = stage.play({"who": "会長", "taps": "この内容で報告する"})
    assert [(each.report.incident, each.report.about, each.report.drill) for each in stage.world.reports] == [
        ("rain", WHO["元夫"].id, False)
    ]
    assert not step["answers"][0].startswith("【訓練】")


def test_a_list_of_an_incident_away_that_is_over_is_reported_nowhere() -> None:
    stage = leader_elsewhere()
    stage.world.consents.append(agreed(WHO["元夫"].id, RecipientKind.ASSOCIATION))
    stage.play(_AWAY)
    stage.play({"who": "会長", "says": "星太郎さんは訪問して無事、隣の人は留守"})
    stage.play({"closes": "rain"})
    stage.play({"who": "会長", "taps": "なおす"})
    stage.play({"who": "会長", "says": "この内容で報告して"})
    assert stage.world.reports == []


def test_kin_tell_of_two_who_live_where_the_incident_is_and_they_do_not() -> None:
    stage = Stage()
    former = WHO["元夫"]
    for name in ("花子", "ミヨ"):
        stage.world.relations.append(Relation(WHO[name].id, former.id, RelationKind.FAMILY, "甥", confirmed=True))
        stage.world.consents.append(agreed(WHO[name].id, RecipientKind.FAMILY))
    stage.play(_HOME)
    stage.play({"who": "元夫", "says": "花子さんは無事、ミヨさんは避難所にいます"})
    stage.play({"who": "元夫", "says": "はい"})
    assert {(each.report.incident, each.report.source) for each in stage.world.reports} == {("quake", Source.FAMILY)}


def test_city_staff_ask_about_an_incident_of_any_district() -> None:
    stage = leader_elsewhere()
    stage.world.roles = [(WHO["会長"].id, Role(Office.CITY_STAFF))]
    stage.play(_AWAY)
    assert stage.play({"who": "会長", "says": "南地区のまとめ"})["answers"][0].startswith("南地区のまとめ")


def test_whoever_lives_nowhere_known_counts_their_district_alone() -> None:
    stage = leader_elsewhere()
    leader = WHO["会長"].id
    stage.world.people[leader] = replace(stage.world.people[leader], district=None)
    stage.play(_HOME)
    assert stage.play({"who": "会長", "says": "まとめ"})["answers"] == ["いまは安否確認をしていません。"]
