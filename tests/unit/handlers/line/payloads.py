"""The event samples of `tests/payloads/line`, typed anew after LINE's reference, and bodies made of them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.core.events import Event
from handlers.line.arrivals import arrivals
from handlers.line.parsing import LineParser

_FOLDER = Path(__file__).parents[3] / "payloads" / "line"
NOW = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)
USER = "U4a7b1c9d2e3f40516273849506a7b8c9"
GROUP = "C0f1e2d3c4b5a69788796a5b4c3d2e1f0"
ROOM = "Rabcdef0123456789abcdef0123456789"


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.json"))


def sample(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return event


def body_of(*events: Any) -> bytes:
    """As LINE sends it: compact, UTF-8."""
    whole = {"destination": "U" + "0" * 32, "events": list(events)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def through(event: Any) -> Event:
    """Through both stages: the webhook's and the worker's."""
    (arrival,) = arrivals(body_of(event), NOW)
    return LineParser().parse(arrival)
