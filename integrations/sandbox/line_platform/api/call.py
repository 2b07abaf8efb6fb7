"""A call to the API as its handler sees it, and the answers a handler can give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.validator.checks import Check, Problem
from integrations.sandbox.line_platform.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """One authorised call. `body` is the parsed JSON (None where the route has no body), `raw` its bytes."""

    platform: Platform
    route: str
    request_id: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    raw: bytes = b""

    @property
    def world(self) -> World:
        return self.platform.world


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON, or bytes with a media type."""

    body: Mapping[str, Any] | bytes = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


class Refused(Exception):  # noqa: N818 (reads as what happened: the call was refused)
    """An error answer: status, LINE's message and the places that are wrong."""

    def __init__(self, status: int, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.problems = problems

    def answer(self) -> Answer:
        body: dict[str, Any] = {"message": self.message}
        if self.problems:
            body["details"] = [{"message": p.message, "property": p.property} for p in self.problems]
        return Answer(body, self.status)


NOT_FOUND = "Not found"


def refuse_unless_valid(check: Check, body: Any) -> None:
    """400 with every problem found, in LINE's words."""
    try:
        problems = list(check(body, ""))
    except RecursionError:
        problems = [Problem("The object is nested too deeply", "")]
    if problems:
        raise Refused(400, f"The request body has {len(problems)} error(s)", problems)
