"""With a state stands who said it and when; and never more than whoever reads it may know."""

from dataclasses import replace

import pytest

from bot.core.consents import Item, RecipientKind
from tests.transcripts.stage import Stage
from tests.transcripts.town import WHO, agreed

_QUAKE = {"opens": {"id": "quake", "title": "地震", "level": "5強"}}


def street() -> Stage:
    stage = Stage()
    stage.play(_QUAKE)
    return stage


def test_whose_earlier_state_is_shown_back_stands_in_the_ledger_with_it() -> None:
    stage = street()
    stage.play({"who": "花子", "says": "足をけがした"})
    step = stage.play({"who": "会長", "says": "会津花子さんは訪問して無事、鈴木健さんは留守"})
    assert any("前の知らせ: けが。ご本人の返事です" in each for each in step["answers"])
    assert step["shows"] == ["花子 → 会長 (condition) consent-hanako-association"]


@pytest.mark.parametrize("words", ["会津花子さんは訪問して無事、渡部ミヨさんは無事", "1班は全員旗あり"])
def test_of_somebody_who_did_not_agree_nothing_is_said(words: str) -> None:
    stage = street()
    stage.play({"who": "ミヨ", "says": "動けない、助けて"})
    step = stage.play({"who": "会長", "says": words})
    assert not any("前の知らせ" in each or "渡部 ミヨ" in each for each in step["answers"])
    assert not any(each.startswith("ミヨ") for each in step.get("shows", ()))


def test_a_silent_person_who_was_looked_for_is_said_to_have_been() -> None:
    stage = street()
    stage.play({"who": "会長", "says": "会津花子さんは留守、鈴木健さんは無事"})
    stage.play({"who": "会長", "taps": "この内容で報告する"})
    (answer,) = stage.play({"who": "会長", "says": "まだの人"})["answers"]
    assert "会津 花子さん: まだ回答なし。町内会の役員から知らせがありました (9月1日 10時02分)" in answer


def test_a_relative_under_a_disclosure_block_is_not_recognised_by_their_relation() -> None:
    stage = street()
    daughter = WHO["恵"].id
    stage.world.people[daughter] = replace(stage.world.people[daughter], disclosure_block=True)
    told = stage.play({"who": "恵", "says": "母は無事です"})["tells"]
    (answer,) = stage.play({"who": "隣人", "says": "花子さんは大丈夫?"})["answers"]
    assert "ご家族の返事です" in answer
    assert "娘" not in answer + str(told)


def test_a_daughter_who_says_otherwise_reads_what_stood_if_she_may_know_it() -> None:
    stage = street()
    stage.play({"who": "花子", "says": "足をけがした"})
    step = stage.play({"who": "恵", "says": "母は無事です"})
    assert step["answers"][0] == "前の知らせ: けが。ご本人の返事です (9月1日 10時02分)"
    assert "花子 → 恵 (condition, name) consent-hanako-family" in step["shows"]
    stage.world.consents = [each for each in stage.world.consents if each.person != WHO["花子"].id]
    step = stage.play({"who": "恵", "says": "母は無事です"})
    assert not any("前の知らせ" in each for each in step["answers"])


def test_the_name_of_who_said_it_needs_their_own_consent() -> None:
    stage = street()
    stage.play({"relates": "会長", "to": "花子", "as": "supporter"})
    words = {"who": "会長", "says": "会津花子さんは訪問して無事、鈴木健さんは訪問して無事"}
    stage.play(words)
    told = stage.play({"who": "会長", "taps": "この内容で報告する"})["tells"]["花子 (normal)"]
    assert told[0].startswith("町内会の役員が、あなたのことを")
    stage.world.consents.append(agreed(WHO["会長"].id, RecipientKind.SUPPORTER, frozenset({Item.NAME})))
    stage.play({"who": "会長", "says": "会津花子さんは訪問してけが、鈴木健さんは訪問して無事"})
    step = stage.play({"who": "会長", "taps": "この内容で報告する"})
    assert step["tells"]["花子 (normal)"][0].startswith("町内会の役員の佐藤 勇さんが、")
    assert "会長 → 花子 (name) consent-leader-supporter" in step["shows"]


def test_staff_and_commissioners_are_told_apart_from_the_association() -> None:
    stage = street()
    stage.play({"serves": "ミヨ", "as": "welfare_commissioner", "in": "north"})
    stage.play({"who": "ミヨ", "says": "会津花子さんは訪問してけが、鈴木健さんは留守"})
    told = stage.play({"who": "ミヨ", "taps": "この内容で報告する"})["tells"]["花子 (normal)"]
    assert told[0].startswith("民生委員が、あなたのことを「けが」と知らせました。(9月1日 10時0")
