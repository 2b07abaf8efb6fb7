"""`anpi demo` as a newcomer meets it: one command, one page, a drill, さすけねぇ, the daughter's phone, まとめ."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

ANPI = Path(sys.executable).parent / "anpi"
HANAKO, DAUGHTER, LEADER = (f"U{number:032x}" for number in (1, 2, 3))
_STARTS_WITHIN = 90.0
_ANSWERS_WITHIN = 20.0


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[httpx.Client]:
    """The sandbox of a demo that was started in an empty folder."""
    log = tmp_path / "demo.log"
    with log.open("w") as output:
        demo = subprocess.Popen([ANPI, "demo"], cwd=tmp_path, stdout=output, stderr=subprocess.STDOUT)
    try:
        with httpx.Client(base_url=_address(log, demo), timeout=20) as client:
            yield client
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0, log.read_text()


def _address(log: Path, demo: subprocess.Popen[bytes]) -> str:
    """Where the phones are, once the demo says that it runs."""
    until = monotonic() + _STARTS_WITHIN
    while monotonic() < until and demo.poll() is None:
        found = re.search(r"phones\s+(http://\S+)/", log.read_text())
        if found:
            return found[1]
        sleep(0.2)
    pytest.fail(f"the demo did not start: {log.read_text()}")


def test_a_newcomer_starts_a_drill_and_the_answer_goes_round(phones: httpx.Client) -> None:
    assert phones.post("/sandbox/page/actions/0").json()["ok"]
    _until_shown(phones, HANAKO, "【訓練】安否確認")
    phones.post(f"/sandbox/users/{HANAKO}/say", json={"text": "さすけねぇ"})
    _until_shown(phones, DAUGHTER, "会津 花子さん")
    phones.post(f"/sandbox/users/{LEADER}/say", json={"text": "まとめ"})
    _until_shown(phones, LEADER, "一箕地区のまとめ")
    assert all("【訓練】" in words for words in _shown(phones, DAUGHTER))


def test_the_demo_refuses_to_start_beside_a_real_channel(tmp_path: Path) -> None:
    real = os.environ | {"ANPI_LINE_CHANNEL_ACCESS_TOKEN": "a-real-token"}
    refused = subprocess.run(
        [ANPI, "demo"], cwd=tmp_path, env=real, capture_output=True, text=True, timeout=60, check=False
    )
    assert refused.returncode == 1
    assert "ANPI_LINE_CHANNEL_ACCESS_TOKEN" in refused.stderr
    assert "a-real-token" not in refused.stdout + refused.stderr


def _until_shown(phones: httpx.Client, user: str, words: str) -> None:
    until = monotonic() + _ANSWERS_WITHIN
    while not any(words in each for each in _shown(phones, user)):
        assert monotonic() < until, f"{words} never came: {_shown(phones, user)}"
        sleep(0.2)


def _shown(phones: httpx.Client, user: str) -> list[str]:
    """What the city said in this chat, one string a message."""
    messages = phones.get(f"/sandbox/chats/{user}").json()["messages"]
    return [" ".join(_words(each["content"])) for each in messages if each["from"] != user]


def _words(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("text"), str):
            yield content["text"]
        for value in content.values():
            yield from _words(value)
    elif isinstance(content, list):
        for value in content:
            yield from _words(value)
