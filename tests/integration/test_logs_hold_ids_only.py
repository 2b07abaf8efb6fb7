"""Every transcript through the real shells, and not one personal value in a log line or in the metrics."""

import asyncio
import logging
import re
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import structlog
from prometheus_client import generate_latest

from bot import delivery, turns
from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.sealing.keys import new_key, read_keys
from config.logging import configure_logging
from tests.integration.logged_town import BREAKS, FakeLine, LoggedTown, address_of, line_id, phone_of
from tests.transcripts.files import conversations, files
from tests.transcripts.town import WHO

KEYS = read_keys([new_key()])
SHORTEST = 2
"""Characters of a text that is looked for alone; what is shorter is in every word."""
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_PARTS = re.compile(r"[ 　]")


def personal(said: set[str]) -> frozenset[str]:
    """Names, whole and in parts, telephones, addresses, places, channel ids, and everything that was said."""
    names = {part for each in WHO.values() for part in (each.name, *_PARTS.split(each.name))}
    places = {"一箕町の角", "37.512345", "139.954321", "足が不自由"}
    reached = {each for number in range(len(WHO)) for each in (phone_of(number), address_of(number))}
    channels = {line_id(each.id) for each in WHO.values()} | {line_id("見知らぬ人")}
    return frozenset(each for each in (names | places | reached | channels | said) if len(each) >= SHORTEST)


class Log:
    """What was logged: as it was given (before anything is taken out), and as it was written."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.stream = StringIO()

    def start(self) -> None:
        configure_logging("debug", "json", self.stream)
        structlog.configure(processors=[self._keep, *structlog.get_config()["processors"]])

    def _keep(self, _logger: Any, _method: str, entry: Any) -> Any:
        self.given.append(repr({key: value for key, value in entry.items() if key != "exc_info"}))
        return entry

    @property
    def lines(self) -> list[str]:
        return [*self.given, *self.stream.getvalue().splitlines()]


def leaks(lines: list[str], values: frozenset[str]) -> list[str]:
    """Each as the value and the line. No line of a log is written in Japanese at all."""
    named = [f"{value!r} in {line}" for line in lines for value in values if value in line]
    return [*named, *(f"Japanese in {line}" for line in lines if JAPANESE.search(line))]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    monkeypatch.setattr(turns, "PAUSE", 0)
    monkeypatch.setattr(delivery, "UNSETTLED_PAUSE", 0)
    root = logging.getLogger()
    handlers, level, config = list(root.handlers), root.level, structlog.get_config()
    kept = Log()
    kept.start()
    yield kept
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("logged") / "anpi.db"
    asyncio.run(migrate(f"sqlite:///{file}"))
    return file


async def played(steps: list[dict[str, Any]], file: Path, line: FakeLine | None = None) -> set[str]:
    """What was said in it."""
    database = Database(f"sqlite:///{file}", keys=KEYS)
    try:
        stage = LoggedTown(database, line or FakeLine())
        await stage.fill()
        for step in steps:
            await stage.play(step)
        return stage.said
    finally:
        await database.close()


@pytest.mark.parametrize("transcript", files(), ids=lambda each: each.stem)
async def test_a_transcript_leaves_only_ids_in_the_log(
    transcript: Path, log: Log, template: Path, tmp_path: Path
) -> None:
    said: set[str] = set()
    for number, conversation in enumerate(conversations(transcript)):
        file = Path(shutil.copy(template, tmp_path / f"{number}.db"))
        said |= await played(conversation["steps"], file)
    assert said
    assert leaks([*log.lines, generate_latest().decode()], personal(said)) == []


async def test_turns_and_letters_that_fail_say_so_and_tell_nobodys_words(
    log: Log, template: Path, tmp_path: Path
) -> None:
    """The error's own words quote the person; the channel names the address that it refuses."""
    opens = {"opens": {"id": "quake", "title": "地震", "level": "6強"}}
    who = ("花子", "恵", "会長", "Emily")
    said = [{"who": each, "says": words} for each in who for words in (BREAKS, "助けて、動けない")]
    file = Path(shutil.copy(template, tmp_path / "failing.db"))
    await played([opens, *said, *said], file, FakeLine(late_every=2, refused_every=3))
    lines = log.lines
    for event in ("turn.failed", "timeout", "refused"):
        assert any(event in line for line in lines), sorted({line[:60] for line in lines})
    assert leaks(lines, personal({BREAKS, "助けて、動けない"})) == []


@pytest.mark.parametrize(
    "value", ["会津 花子", "Emily", phone_of(0), address_of(1), line_id("hanako"), "I am under the table"]
)
def test_whatever_is_logged_by_mistake_is_found(log: Log, value: str) -> None:
    """Also where the net below would have taken it out of the line that is written."""
    structlog.get_logger().info("something.happened", phone=value)
    assert leaks(log.lines, personal({"I am under the table"})) != []
