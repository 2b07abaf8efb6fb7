"""A person's visit to the provider's page without a browser: for the demo's buttons and for tests."""

import re
from html import unescape
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

_REQUEST: Final = re.compile(r'name="request" value="([^"]+)"')


class NoChoiceError(Exception):
    """The page offers no choice of people; the message says what came instead, without the address."""


async def choose(http: httpx.AsyncClient, url: str, subject: str | None) -> dict[str, str]:
    """Opens `url`, chooses a person (None: 「やめる」) and gives what the browser would bring back to the client."""
    return query_of(await chosen_address(http, url, subject))


async def chosen_address(http: httpx.AsyncClient, url: str, subject: str | None) -> str:
    """As `choose`; the whole address that the browser is sent to."""
    page = await http.get(url, follow_redirects=False)
    if page.is_redirect:
        return page.headers["location"]
    found = _REQUEST.search(page.text)
    if found is None:
        raise NoChoiceError(f"status {page.status_code} and no choice on the page")
    form = {"request": unescape(found[1]), "person": subject or ""}
    answer = await http.post(urljoin(url, "authorize"), data=form, follow_redirects=False)
    return answer.headers["location"]


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
