"""The EDXL-DE envelope, and where in it a document stands. Reads only; what it means is for its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from integrations.alerts.document import UnreadableError, child, children, local_name, read_document, text

_MOST_NESTED = 200
"""Documents as text within one message: L-Alert sends one, a feed holds what is current."""


@dataclass(frozen=True, slots=True)
class Content:
    """One `contentObject` in its envelope; all but `envelope` and `number` may be missing."""

    envelope: Element
    number: int
    content: Element | None
    report: Element | None

    @property
    def control(self) -> Element | None:
        return child(self.report, "Control")

    @property
    def head(self) -> Element | None:
        return child(self.report, "Head")

    @property
    def body(self) -> Element | None:
        """What stands in the report beside control and head: `EvacuationOrder`, `Shelter` ..."""
        if self.report is None:
            return None
        return next((each for each in self.report if local_name(each) not in ("Control", "Head")), None)


def envelopes(raw: bytes) -> list[Element]:
    """Every envelope: alone, in a SOAP message as XML or as text, or several in a list.

    Raises:
        UnreadableError: no XML, too large, with DTD or entities, or without any envelope.
    """
    found = [envelope for root in _documents(read_document(raw)) for envelope in _topmost(root)]
    if not found:
        raise UnreadableError("the document holds no EDXLDistribution")
    return found


def _documents(root: Element) -> Iterator[Element]:
    """The document itself, and documents that a SOAP `message` carries as text."""
    yield root
    told = [each.text.strip() for each in root.iter() if local_name(each) == "message" and not len(each) and each.text]
    written = [each for each in told if each.startswith("<")]
    if len(written) > _MOST_NESTED:
        raise UnreadableError(f"the message holds {len(written)} documents; {_MOST_NESTED} are the limit")
    yield from (read_document(each) for each in written)


def _topmost(element: Element) -> Iterator[Element]:
    """Envelopes that stand in no other one."""
    if local_name(element) == "EDXLDistribution":
        yield element
    else:
        for each in element:
            yield from _topmost(each)


def contents(envelope: Element) -> tuple[Content, ...]:
    """One for each document in it; an envelope without any is one as well, so that nothing is dropped."""
    objects = list(children(envelope, "contentObject"))
    if not objects:
        return (Content(envelope, 0, None, None),)
    return tuple(Content(envelope, number, each, _report(each)) for number, each in enumerate(objects))


def _report(content: Element) -> Element | None:
    return child(content, "xmlContent", "embeddedXMLContent", "Report")


def told(content: Content, name: str) -> str:
    """What the content object says, else what the head says of the same thing."""
    return text(content.content, name) or text(content.head, name)
