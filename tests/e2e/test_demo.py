"""`anpi demo` as a newcomer meets it: one command, one page, a drill and さすけねぇ; a telegram, and the ladder."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.e2e.demo_town import ANPI, ANSWERS_WITHIN, DAUGHTER, HANAKO, LEADER, NEIGHBOUR, DemoTown, demo_in

_LADDER_WITHIN = 120.0
"""People who need support: from the question to the leader 30 minutes, at the pace of 30 one."""
_MANAGER = "P041"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    """One for all tests: a town takes its time to start."""
    with demo_in(tmp_path_factory.mktemp("demo")) as running:
        yield running


def test_a_newcomer_starts_a_drill_and_the_answer_goes_round(town: DemoTown) -> None:
    town.press("訓練を始める")
    town.until_shown(HANAKO, "【訓練】安否確認")
    town.say(HANAKO, "さすけねぇ")
    town.until_shown(DAUGHTER, "会津 花子さん")
    town.say(LEADER, "まとめ")
    town.until_shown(LEADER, "一箕地区のまとめ")
    assert all("【訓練】" in words for words in town.shown(DAUGHTER))
    town.press("訓練を終える")


def test_a_telegram_waits_for_staff_and_then_the_ladder_climbs(town: DemoTown) -> None:
    town.press("訓練の電文を流す")
    _until_kept(town, "not_real")
    assert "A2" not in town.anpi("alert", "proposals"), "a training telegram proposes nothing"
    town.press("地震の電文を流す")
    _until_kept(town, "propose")
    assert not _real(town), "nobody is asked before staff say so"
    town.anpi("alert", "confirm", _waiting(town), "--by", _MANAGER)
    town.until_shown(HANAKO, "の地震（気象庁発表）")
    town.until_shown(HANAKO, "まだ回答が届いていません", _LADDER_WITHIN)
    assert _real(town)
    town.until_shown(DAUGHTER, "△ 会津 花子さん まだ回答が届いていません", _LADDER_WITHIN)
    town.until_shown(NEIGHBOUR, "行けないときは、そのままでけっこうです", _LADDER_WITHIN)
    town.until_shown(LEADER, "一箕地区で、まだ返事のない方が", _LADDER_WITHIN)


def test_the_demo_refuses_to_start_beside_a_real_channel(tmp_path: Path) -> None:
    real = os.environ | {"ANPI_LINE_CHANNEL_ACCESS_TOKEN": "a-real-token"}
    refused = subprocess.run(
        [ANPI, "demo"], cwd=tmp_path, env=real, capture_output=True, text=True, timeout=60, check=False
    )
    assert refused.returncode == 1
    assert "ANPI_LINE_CHANNEL_ACCESS_TOKEN" in refused.stderr
    assert "a-real-token" not in refused.stdout + refused.stderr


def _until_kept(town: DemoTown, became: str) -> None:
    until = monotonic() + ANSWERS_WITHIN
    while became not in (listed := town.anpi("alert", "list")):
        assert monotonic() < until, f"no alert became {became}: {listed}"
        sleep(0.5)


def _real(town: DemoTown) -> list[str]:
    """What the resident was asked that is no drill."""
    return [words for words in town.shown(HANAKO) if "気象庁発表" in words]


def _waiting(town: DemoTown) -> str:
    """The id of the one proposal that waits."""
    return next(word for word in town.anpi("alert", "proposals").split() if word.startswith("A2"))
