"""One set-up for all logs: constant events, ids, and never what a person said, ours or a library's."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from config.logging import QUIET, configure_logging

USER = "U" + "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in (*QUIET, "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.NOTSET)
        logging.getLogger(name).disabled = False
    structlog.reset_defaults()


@pytest.fixture
def written() -> io.StringIO:
    stream = io.StringIO()
    configure_logging("info", "json", stream)
    return stream


def entries(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_entry_has_a_constant_event_a_level_a_time_and_ids(written: io.StringIO) -> None:
    structlog.get_logger("bot.turns").info("turn_done", conversation="c1", lane=12)
    (entry,) = entries(written)
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"event": "turn_done", "level": "info", "logger": "bot.turns", "conversation": "c1", "lane": 12}


def test_forbidden_keys_and_shapes_do_not_get_through(written: io.StringIO) -> None:
    structlog.get_logger().warning("push_failed", text="助けて", to=USER, reply_token="abc", note="090-1234-5678")
    assert "助けて" not in written.getvalue()
    assert USER not in written.getvalue()
    assert "1234" not in written.getvalue()
    assert entries(written)[0]["reply_token"] == "[redacted]"


def test_bound_context_is_redacted_too(written: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(turn="t1", name="花子"):
        structlog.get_logger().info("turn_begun")
    (entry,) = entries(written)
    assert (entry["turn"], entry["name"]) == ("t1", "[redacted]")


def test_the_words_of_an_exception_stay_out_and_its_place_is_kept(written: io.StringIO) -> None:
    words = "佐藤花子"
    try:
        int(words)
    except ValueError:
        structlog.get_logger().exception("turn_failed", turn="t1")
    (entry,) = entries(written)
    assert "花子" not in written.getvalue()
    assert "builtins.ValueError" in entry["exception"]
    assert "test_logging.py" in entry["exception"]


def test_the_reason_of_the_operating_system_and_the_cause_are_told(written: io.StringIO) -> None:
    def connect() -> None:
        try:
            int("x")
        except ValueError as error:
            raise ConnectionRefusedError(111, "Connection refused") from error

    try:
        connect()
    except OSError:
        structlog.get_logger().exception("redis_lost")
    (entry,) = entries(written)
    assert "ConnectionRefusedError: Connection refused" in entry["exception"]
    assert entry["exception"].index("builtins.ValueError") < entry["exception"].index("followed by")


@pytest.mark.parametrize("library", ["uvicorn.error", "sqlalchemy.engine", "httpx", "aiohttp.client"])
def test_a_talkative_library_is_heard_from_warning_on_only(library: str, written: io.StringIO) -> None:
    logging.getLogger(library).info("INSERT INTO people VALUES (%s)", "花子")
    assert entries(written) == []
    logging.getLogger(library).warning("slow answer for %s", USER)
    (entry,) = entries(written)
    assert entry["event"] == "slow answer for [line-id]"
    assert entry["logger"] == library


def test_nobody_keeps_a_list_of_who_called_which_address(written: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").error('%s - "%s %s"', "203.0.113.7", "GET", "/chat")
    assert entries(written) == []


def test_what_is_below_the_level_is_not_written() -> None:
    stream = io.StringIO()
    configure_logging("error", "json", stream)
    structlog.get_logger().warning("outbox_waits")
    assert stream.getvalue() == ""


def test_the_form_for_eyes_is_redacted_as_well() -> None:
    stream = io.StringIO()
    configure_logging("debug", "console", stream)
    structlog.get_logger().debug("turn_begun", turn="t1", text="助けて")
    assert "turn_begun" in stream.getvalue()
    assert "助けて" not in stream.getvalue()


def test_setting_it_up_twice_writes_once(written: io.StringIO) -> None:
    configure_logging("info", "json", written)
    structlog.get_logger().info("started")
    assert len(entries(written)) == 1
