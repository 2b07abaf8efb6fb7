"""What LINE's answer to a send means: accepted, later, or never (line.md 2.4). Statuses decide; texts are hints."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from bot.core.errors import Refused, TryLater
from handlers.line.exhausted import REASON as EXHAUSTED

MAX_ANSWER_BYTES = 64 * 1024
_QUOTA_PAUSE_SECONDS = 600.0
_REFUSALS = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
_RECIPIENT = re.compile(r"\bto\[(\d{1,3})\]")
_MESSAGES = re.compile(r"messages\b")
_NOBODY_THERE = re.compile(r"Failed to send messages|The property, '?to'?, in the request body is invalid")


class RecipientsRefused(Refused):
    """400 because of recipients: `positions` are their places in the request; empty means the only one."""

    def __init__(self, status: int, positions: tuple[int, ...]) -> None:
        super().__init__(status)
        self.positions = positions


def raise_for(status: int, body: bytes) -> None:
    """Returns for 2xx and for 409, where the retry key was accepted before.

    Raises:
        TryLater: 401, 404, 429, 5xx, and whatever does not come from LINE's messaging API.
        Refused: the other 4xx; `RecipientsRefused` where LINE names recipients, `names_body` where it names messages.
    """
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.CONFLICT:
        return
    if status == HTTPStatus.BAD_REQUEST:
        raise _bad_request(_object(body))
    if status in _REFUSALS:
        raise Refused(status)
    raise _later(status, _object(body))


def _bad_request(answer: dict[str, Any]) -> Refused:
    positions = tuple(dict.fromkeys(_positions(answer)))
    if positions or _NOBODY_THERE.match(str(answer.get("message"))):
        return RecipientsRefused(HTTPStatus.BAD_REQUEST, positions)
    return Refused(HTTPStatus.BAD_REQUEST, names_body=any(map(_MESSAGES.match, _properties(answer))))


def _positions(answer: dict[str, Any]) -> Iterator[int]:
    for named in _properties(answer):
        if found := _RECIPIENT.search(named):
            yield int(found[1])
    if isinstance(message := answer.get("message"), str):
        yield from (int(position) for position in _RECIPIENT.findall(message))


def _properties(answer: dict[str, Any]) -> Iterator[str]:
    """The places in the request that LINE says are wrong, such as `messages[0].text` and `to[3]`."""
    details = answer.get("details")
    for detail in details if isinstance(details, list) else []:
        named = detail.get("property") if isinstance(detail, dict) else None
        if isinstance(named, str):
            yield named


def _later(status: int, answer: dict[str, Any]) -> TryLater:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        if "monthly limit" in str(answer.get("message")):
            return TryLater(EXHAUSTED, ambiguous=False, pause=_QUOTA_PAUSE_SECONDS)
        return TryLater("line_rate_limit", ambiguous=False)
    if status == HTTPStatus.UNAUTHORIZED:
        return TryLater("line_access_token_refused", ambiguous=False)
    return TryLater(f"line_status_{status}", ambiguous=status >= HTTPStatus.INTERNAL_SERVER_ERROR)


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
