"""The Atom feed of the JMA (RFC 4287): which telegrams there are, and where. Read without trust, as a telegram."""

from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from integrations.alerts.entries import LONG_AGO, Entry, FeedError
from integrations.alerts.moments import moment

__all__ = ["Entry", "FeedError", "read_feed"]

_ATOM: Final = {"atom": "http://www.w3.org/2005/Atom"}
_FEED: Final = "{http://www.w3.org/2005/Atom}feed"
_MOST_ENTRIES: Final = 20_000
_LONGEST_ID: Final = 500


def read_feed(raw: bytes) -> tuple[Entry, ...]:
    """Oldest first, each id once. An entry without an id or an address is left out: nothing could be fetched.

    Raises:
        FeedError: no feed, or not safe to read.
    """
    try:
        root: Element = fromstring(raw, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, ValueError, LookupError) as error:
        raise FeedError("these bytes are no XML that is safe to read") from error
    if root.tag != _FEED:
        raise FeedError("this XML is no Atom feed")
    read = [_entry(each) for each in root.findall("atom:entry", _ATOM)[:_MOST_ENTRIES]]
    found = {entry.id: entry for entry in reversed(read) if entry is not None}
    return tuple(sorted(found.values(), key=lambda entry: entry.updated))


def _entry(element: Element) -> Entry | None:
    id_ = element.findtext("atom:id", "", _ATOM).strip()
    address = next((link.get("href", "") for link in element.findall("atom:link", _ATOM)), "").strip() or id_
    if not 0 < len(id_) <= _LONGEST_ID or len(address) > _LONGEST_ID:
        return None
    return Entry(id_, address, moment(element.findtext("atom:updated", "", _ATOM).strip()) or LONG_AGO)
