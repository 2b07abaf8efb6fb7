"""Every hand-written message about many, sent by a leader: nothing counts before the tap, and no distress is lost."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.consents import RecipientKind
from bot.core.people import Relation, RelationKind
from bot.core.records import NoticeKind, NoticeRaised, ReportMade
from bot.core.reports import Source
from bot.rules.safety import is_distress
from tests.transcripts.stage import Stage
from tests.transcripts.town import WHO, agreed

_FILES = sorted((Path(__file__).parents[2] / "nlu" / "roll_call").glob("*.yaml"))
_GROUPS: dict[str, list[list[Any]]] = {
    group: rows for file in _FILES for group, rows in yaml.safe_load(file.read_text("utf-8")).items()
}
_TEXTS = [row[0] for rows in _GROUPS.values() for row in rows]
_OF_DISTRESS = [row[0] for row in _GROUPS["distress"]]
_TO_STAFF = (NoticeKind.RESCUE, NoticeKind.POSSIBLE_DISTRESS, NoticeKind.INJURY, NoticeKind.UNVERIFIED_REPORT)
"""The last: one sentence that nobody could make out, about somebody who is asked for at once."""
_HIDDEN = "田中 一郎"


def street() -> Stage:
    stage = Stage()
    stage.play({"opens": {"id": "quake", "title": "地震", "level": "5強"}})
    for number, names in enumerate((["渡部 茂"], ["佐藤 正一"], ["斎藤 ヨシ", "斎藤 勝"], ["遠藤 誠"], ["山口 隆"])):
        stage.play({"move_in": names, "block": f"{number % 3 + 1}班", "address": f"{number}"})
    stage.play({"move_in": [_HIDDEN], "block": "1班", "silent": True})
    return stage


@pytest.mark.parametrize("words", _TEXTS, ids=[each[:20] for each in _TEXTS])
def test_nobody_else_is_reported_before_the_tap_and_nobody_unseen_is_named(words: str) -> None:
    stage = street()
    step = stage.play({"who": "会長", "says": words})
    reports = [each.report for each in stage.world.reports]
    assert all(each.source is Source.SELF and each.about == WHO["会長"].id for each in reports)
    assert not any(_HIDDEN in each or "星 由美" in each for each in step["answers"])


@pytest.mark.parametrize("words", _OF_DISTRESS, ids=[each[:20] for each in _OF_DISTRESS])
def test_every_call_for_help_reaches_staff_at_once(words: str) -> None:
    stage = street()
    stage.play({"who": "会長", "says": words})
    raised = [each.notice for each in stage.world.notices]
    assert any(each.kind in _TO_STAFF for each in raised), words


def test_kin_who_name_two_of_their_own_tell_of_both_and_who_names_one_answers_at_once() -> None:
    stage = Stage()
    stage.play({"opens": {"id": "quake", "title": "地震", "level": "5強"}})
    niece = Relation(WHO["ミヨ"].id, WHO["恵"].id, RelationKind.FAMILY, "姪", confirmed=True)
    stage.world.relations.append(niece)
    stage.world.consents.append(agreed(WHO["ミヨ"].id, RecipientKind.FAMILY))
    stage.play({"who": "恵", "says": "花子さんは無事、ミヨさんは避難所にいます"})
    assert stage.world.reports == []
    stage.play({"who": "恵", "says": "はい"})
    told = {each.report.about: each.report for each in stage.world.reports}
    assert {about: (each.source, each.label) for about, each in told.items()} == {
        WHO["花子"].id: (Source.FAMILY, "娘"),
        WHO["ミヨ"].id: (Source.FAMILY, "姪"),
    }
    step = stage.play({"who": "恵", "says": "花子は無事です"})
    assert step["keeps"] == ["ReportMade 花子: family, safe"]


def test_the_words_of_staffs_notice_are_the_senders() -> None:
    stage = street()
    stage.play({"who": "会長", "says": "2班は全員無事ですが斎藤さんの家が潰れてます"})
    (notice,) = (each.notice for each in stage.world.notices)
    assert isinstance(notice, NoticeRaised)
    assert notice.words == "斎藤さんの家が潰れてます"


def test_a_confirmed_call_for_help_is_reported_as_one() -> None:
    stage = street()
    stage.play({"who": "会長", "says": "佐藤さんは閉じ込められています。鈴木さんは無事"})
    step = stage.play({"who": "会長", "says": "はい"})
    told = {each.report.about: each.report for each in stage.world.reports}
    assert is_distress(told["佐藤 正一"].condition)  # type: ignore[index]  # a name is an id there
    assert sum(line.startswith(ReportMade.__name__) for line in step["keeps"]) == 2
