"""Which incident a button of an old card belongs to, and words in earnest in a group: never to a drill."""

from typing import Any

import pytest

from bot.core.events import Channel, conversation_id
from bot.core.ids import IncidentId
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from tests.transcripts.stage import Stage
from tests.transcripts.town import WHO

_DRILL: dict[str, Any] = {"opens": {"id": "drill", "title": "防災訓練", "districts": ["north"], "drill": True}}
_ELSEWHERE: dict[str, Any] = {"opens": {"id": "quake", "title": "地震", "districts": ["south"]}}
_HERE: dict[str, Any] = {"opens": {"id": "quake", "title": "地震", "districts": ["north"]}}
_GROUP = {"who": "北町内会グループ", "place": "group", "by": "花子"}


def tap_of_old_card(stage: Stage, condition: Condition = Condition.NEEDS_RESCUE) -> dict[str, Any]:
    """A card of a quiet day, which named no incident."""
    stage.buttons[conversation_id(Channel.LINE, WHO["花子"].id)]["古い札"] = ReportCondition(condition)
    return stage.play({"who": "花子", "taps": "古い札"})


@pytest.mark.parametrize("also", [(), (_ELSEWHERE,)])
def test_a_bare_call_for_help_joins_no_drill(also: tuple[dict[str, Any], ...]) -> None:
    stage = Stage()
    for each in (_DRILL, *also):
        stage.play(each)
    step = tap_of_old_card(stage)
    (report,) = (each.report for each in stage.world.reports)
    assert (report.incident, report.drill) == (None, False)
    assert not step["answers"][0].startswith("【訓練】")


def test_a_bare_call_for_help_belongs_to_the_real_incident_that_is_open() -> None:
    stage = Stage()
    stage.play(_DRILL)
    stage.play(_HERE)
    tap_of_old_card(stage)
    assert [each.report.incident for each in stage.world.reports] == [IncidentId("quake")]


def test_the_call_under_an_injury_in_a_drill_names_the_drill() -> None:
    stage = Stage()
    stage.play(_DRILL)
    stage.play({"who": "花子", "says": "足をけがした"})
    stage.play({"who": "花子", "taps": "助けてほしい"})
    assert [each.report.drill for each in stage.world.reports] == [True, True]


@pytest.mark.parametrize("words", ["訓練ではありません", "これは訓練じゃないです!", "訓練でねぇぞ", "not a drill"])
def test_no_drill_alone_is_heard_in_a_group(words: str) -> None:
    stage = Stage()
    stage.play(_DRILL)
    step = stage.play({**_GROUP, "says": words})
    (notice,) = (each.notice for each in stage.world.notices)
    assert (notice.drill, notice.words) == (False, words)
    assert "119" in step["answers"][0]
    assert not step["answers"][0].startswith("【訓練】")


@pytest.mark.parametrize("words", ["訓練でなにをしますか", "明日は訓練ではありません、総会です", "訓練ではありますが"])
def test_talk_about_drills_is_the_groups_own(words: str) -> None:
    stage = Stage()
    stage.play(_DRILL)
    stage.play({**_GROUP, "says": words})
    assert stage.world.notices == []


def test_without_a_drill_no_drill_is_nothing_to_hear() -> None:
    stage = Stage()
    stage.play({**_GROUP, "says": "訓練ではありません"})
    assert stage.world.notices == []
