"""A feed of whole documents, looked at once. What was seen is for the caller to keep, once it has stored the answer."""

from collections.abc import Generator
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx

from integrations.alerts.document import LARGEST
from integrations.alerts.fetching import Seen, Source, fetch


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a source is asked. `auth` lets us in; `seconds`: how long one look may take in all."""

    address: str
    auth: httpx.Auth | None = field(default=None, repr=False)
    seconds: float = 10.0


class HeaderAuth(httpx.Auth):
    """A secret in a header: `HeaderAuth("Authorization", "Bearer …")`."""

    def __init__(self, name: str, value: str) -> None:
        self._name = name
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers[self._name] = self._value
        yield request


async def pull(http: httpx.AsyncClient, feed: Feed, seen: Seen, dependency: str) -> tuple[bytes | None, Seen]:
    """The answer and what to remember it by; None: nothing new since `seen`.

    Raises:
        Unavailable: no answer, one that is no success, or one of more than `LARGEST` bytes. `dependency` names it.
    """
    source = Source(dependency, feed.auth)
    answer = await fetch(http, source, feed.address, seen, seconds=feed.seconds, most=LARGEST)
    if answer.status in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT):
        return None, seen
    if answer.status != HTTPStatus.OK or answer.content is None:
        raise source.down("status_or_size", answer.status)
    return answer.content, answer.seen
