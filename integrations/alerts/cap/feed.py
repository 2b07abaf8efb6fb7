"""A feed of CAP messages: Atom (RFC 4287) or RSS, whose entries link to the documents; each document once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Final
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import httpx

from integrations.alerts.cap.words import MEDIA_TYPE
from integrations.alerts.document import UnreadableError, child, children, local_name, read_document, text
from integrations.alerts.entries import LONG_AGO, Entry, FeedError
from integrations.alerts.fetching import Source
from integrations.alerts.linked import Limits, LinkedFeeds
from integrations.alerts.moments import moment

DEPENDENCY: Final = "cap"
_OWN: Final = "cap:"
"""Before each id, so that no feed can pass its documents off as telegrams of another source."""
_FEEDS: Final = ("feed", "rss", "RDF")
_ENTRIES: Final = ("entry", "item")
_LONGEST: Final = 500
_MOST_ENTRIES: Final = 5_000


class CapFeeds(LinkedFeeds):
    """`auth`: what lets us in, where the feed asks for it; it is shown to the feed's own host alone."""

    def __init__(self, http: httpx.AsyncClient, auth: httpx.Auth | None = None, limits: Limits | None = None) -> None:
        super().__init__(http, Source(DEPENDENCY, auth), read_cap_feed, limits)


def read_cap_feed(raw: bytes, address: str) -> Sequence[Entry]:
    """Oldest first, each id once; links are completed by the feed's address. What links to nothing is left out.

    Raises:
        FeedError: no feed, or not safe to read.
    """
    try:
        root = read_document(raw)
    except UnreadableError as error:
        raise FeedError(str(error)) from error
    if local_name(root) not in _FEEDS:
        raise FeedError("this XML is neither Atom nor RSS")
    listed = list(islice(_listed(root), _MOST_ENTRIES))
    found = {entry.id: entry for each in reversed(listed) if (entry := _entry(each, address)) is not None}
    return tuple(sorted(found.values(), key=lambda entry: entry.updated))


def _listed(root: Element) -> Iterator[Element]:
    """Atom has them at the top, RSS 2.0 in its channel, RSS 1.0 beside it."""
    for place in (root, *children(root, "channel")):
        yield from (each for each in place if local_name(each) in _ENTRIES)


def _entry(element: Element, feed: str) -> Entry | None:
    link = _link(element)
    id_ = text(element, "id", longest=_LONGEST) or text(element, "guid", longest=_LONGEST) or link
    if not link or max(len(id_), len(link)) >= _LONGEST:
        return None
    try:
        address = urljoin(feed, link)
    except ValueError:
        return None
    return Entry(f"{_OWN}{id_}", address, _updated(element))


def _link(element: Element) -> str:
    """The link that says it is CAP; else the one to the entry itself; else what an RSS item has."""
    links = [each for each in children(element, "link") if each.get("rel", "alternate") in ("alternate", "enclosure")]
    enclosure = child(element, "enclosure")
    typed = [*links, *([enclosure] if enclosure is not None else [])]
    said = [each for each in typed if each.get("type", "").partition(";")[0].strip() == MEDIA_TYPE]
    named = [each.get("href") or each.get("url") or "" for each in (*said, *links)]
    return next((each.strip() for each in named if each.strip()), text(element, "link", longest=_LONGEST))


def _updated(element: Element) -> datetime:
    """Of Atom and of RSS 1.0 in ISO 8601, of RSS 2.0 as mail writes it; one that cannot be read counts as oldest."""
    iso = text(element, "updated") or text(element, "published") or text(element, "date")
    try:
        told = moment(iso) if iso else parsedate_to_datetime(text(element, "pubDate"))
    except ValueError:
        return LONG_AGO
    return LONG_AGO if told is None else told if told.tzinfo else told.replace(tzinfo=UTC)
