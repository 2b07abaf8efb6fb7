"""The `Report` of one telegram (気象庁防災情報XML 1.3), and how its texts are taken."""

from typing import Final
from xml.etree.ElementTree import Element

from integrations.alerts.document import UnreadableError, read_document

NAMESPACES: Final = {
    "jmx": "http://xml.kishou.go.jp/jmaxml1/",
    "ib": "http://xml.kishou.go.jp/jmaxml1/informationBasis1/",
}
_REPORT: Final = "{http://xml.kishou.go.jp/jmaxml1/}Report"
_LONGEST: Final = 200


def read_report(raw: bytes) -> Element:
    """Raises `UnreadableError`: too large, no XML, with a DTD, or some other document."""
    root = read_document(raw)
    if root.tag != _REPORT:
        raise UnreadableError("the document is no Report of the JMA")
    return root


def text(parent: Element, path: str, most: int = _LONGEST) -> str:
    """What stands there, in one line; empty where nothing does. Cut after `most` characters."""
    return " ".join(paragraph(parent, path, most).split())


def paragraph(parent: Element, path: str, most: int) -> str:
    """As `text`, with its lines."""
    return (parent.findtext(path, "", NAMESPACES) or "").strip()[:most]
