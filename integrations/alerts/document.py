"""An XML document from outside: read within limits, without DTD and entities, found by local names.

Namespaces are not compared: L-Alert counts them up with each version of its format, and the names stay.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, canonicalize, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

LARGEST: Final = 2_000_000
"""Bytes. The largest official telegram that we know has 250,000."""
_DEEPEST: Final = 60
_MOST_ELEMENTS: Final = 60_000


class UnreadableError(ValueError):
    """What came is no document that we know how to read. The message holds none of its content."""


class _TooMuchError(ValueError):
    """More levels or elements than any telegram has."""


class _Tree(TreeBuilder):
    """Stops a document that is nested so deeply, or has so many elements, that it is meant to hurt."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise _TooMuchError
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_document(raw: bytes | str) -> Element:
    """The root of an XML document of at most `LARGEST` bytes; of text, whatever encoding it names.

    Raises:
        UnreadableError: too large, no XML, or with a DTD or an entity of its own.
    """
    if len(raw) > LARGEST:
        raise UnreadableError(f"the document has {len(raw)} bytes; {LARGEST} are the limit")
    parser = DefusedXMLParser(target=_Tree(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(raw)
        root = parser.close()
    except DefusedXmlException as error:
        raise UnreadableError("the document has a DTD or an entity, which no telegram has") from error
    except _TooMuchError as error:
        raise UnreadableError("the document has more levels or elements than any telegram") from error
    except (ParseError, ValueError, LookupError) as error:  # expat: an encoding that it has not
        raise UnreadableError("the document is no XML") from error
    assert isinstance(root, Element)
    return root


def local_name(element: Element) -> str:
    """`Head` of `{http://…}Head`."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The elements of this name directly below."""
    return (each for each in element if local_name(each) == name) if element is not None else iter(())


def child(element: Element | None, *path: str) -> Element | None:
    """Down the path, the first of each name; None where it ends early."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text(element: Element | None, *path: str, longest: int = 300) -> str:
    """The element's own text, without space around it; what is longer ends in 「…」; empty where there is none."""
    found = child(element, *path)
    written = (found.text or "").strip() if found is not None else ""
    return written if len(written) <= longest else written[: longest - 1] + "…"


def digest_of(element: Element) -> str:
    """SHA-256, hexadecimal, of what the element says: the same in whatever envelope, prefixes and spaces it came."""
    return sha256(canonicalize(tostring(element, encoding="unicode"), strip_text=True).encode()).hexdigest()
