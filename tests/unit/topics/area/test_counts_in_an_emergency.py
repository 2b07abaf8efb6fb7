"""A declared emergency names everybody but who is under a disclosure block: the words of the counts give no sign."""

from dataclasses import replace

import pytest

from tests.transcripts.stage import Stage
from tests.transcripts.town import WHO

_QUAKE = {"opens": {"id": "quake", "title": "地震", "districts": ["north"]}}
_NOTE = "無事・けが・避難所の数には、お名前を出せない方の答えが入らないことがあります。"


def counts(*, declared: bool, hidden: bool = True, taps: str = "") -> str:
    stage = Stage()
    who = WHO["隠れた人"]
    stage.world.people[who.id] = replace(who, disclosure_block=hidden)
    stage.play(_QUAKE)
    if declared:
        stage.play({"declares": ["north"]})
    step = stage.play({"who": "会長", "says": "まとめ"})
    return str((stage.play({"who": "会長", "taps": taps}) if taps else step)["answers"][0])


@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("hidden", [False, True])
def test_matome_says_the_same_with_somebody_hidden_and_without(*, declared: bool, hidden: bool) -> None:
    said = counts(declared=declared, hidden=hidden)
    assert _NOTE in said
    assert "同意" not in said


def test_others_are_told_apart_for_no_single_reason() -> None:
    said = counts(declared=True, taps="班ごとに見る")
    assert "そのほか 1人" in said, "somebody may have to go there"
    assert "「そのほか」は、班がわからない方と、班を出せない方です。" in said
