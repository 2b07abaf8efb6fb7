"""「いま向かっています」 that names nobody gives nothing away of those whose condition is not the speaker's to know."""

import time
from dataclasses import replace
from typing import Any

import pytest

from bot.core.consents import RecipientKind
from bot.core.people import Relation, RelationKind, Sex
from tests.transcripts.stage import Stage
from tests.transcripts.town import NORTH, WHO, agreed

_BEFORE: tuple[dict[str, Any], ...] = (
    {"opens": {"id": "I1", "title": "地震", "districts": [NORTH]}},
    {"who": "恵", "taps": "無事です"},
    {"who": "恵", "taps": "家にいる"},
    {"who": "恵", "taps": "足りています"},
)
_HEARD, _WHERE_TO = "お母さんのところへ向かっているのですね", "どちらへ向かっていますか?"
_FATHER = replace(WHO["隣人"], sex=Sex.MALE)


def _on_the_way(*, agree: bool, mother_answers: bool) -> dict[str, Any]:
    """The daughter of two: the neighbour is her father here, and well."""
    stage = Stage()
    others = [each for each in stage.world.relations if each.other != _FATHER.id]
    stage.world.relations = [
        *others,
        Relation(_FATHER.id, WHO["恵"].id, RelationKind.FAMILY, "娘", confirmed=True),
    ]
    parents = (WHO["花子"].id, _FATHER.id)
    stage.world.consents = [agreed(each, RecipientKind.FAMILY) for each in parents] if agree else []
    steps = (*_BEFORE, {"who": "隣人", "taps": "無事です"})
    for step in (*steps, *([{"who": "花子", "taps": "無事です"}] if mother_answers else [])):
        stage.play(step)
    return stage.play({"who": "恵", "says": "いま向かっています"})


@pytest.mark.parametrize("mother_answers", [True, False])
def test_it_is_asked_where_to_whatever_was_answered_without_consent(*, mother_answers: bool) -> None:
    came = _on_the_way(agree=False, mother_answers=mother_answers)
    assert came["answers"][0].startswith(_WHERE_TO)
    assert "お母さん" in came["answers"][0]
    assert "お父さん" in came["answers"][0]
    assert "shows" not in came


def test_with_consent_it_means_the_silent_one_and_the_ledger_says_so_of_both() -> None:
    came = _on_the_way(agree=True, mother_answers=False)
    assert _HEARD in came["answers"][1]
    shown = [each.partition(" consent")[0] for each in came["shows"]]
    assert shown == ["花子 → 恵 (condition, name)", "隣人 → 恵 (condition, name)"]


@pytest.mark.parametrize("sign", ["、", " ", "!", "　"])
def test_a_message_of_signs_alone_holds_nobody_up(sign: str) -> None:
    """A search that cannot be interrupted kept everybody's turns waiting: fourteen seconds for a thousand signs."""
    stage = Stage()
    began = time.process_time()
    stage.play({"who": "恵", "says": sign * 1_000})
    assert time.process_time() - began < 3
