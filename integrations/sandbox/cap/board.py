"""What the stand-in has published: CAP messages, and the Atom feed that links to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from uuid import uuid4
from xml.sax.saxutils import escape

from integrations.sandbox.cap.samples import SAMPLES, Sample

_JAPAN: Final = timezone(timedelta(hours=9))
_KEPT: Final = 100
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CITY: Final = ("全国地方公共団体コード", "072028", "一箕地区")


@dataclass(frozen=True, slots=True)
class Message:
    """`name`: its file in the feed. `sent`: as CAP writes it."""

    sample: str
    name: str
    sent: str
    xml: str


class Board:
    """`now` gives an aware moment."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self.messages: list[Message] = []

    def publish(self, name: str) -> Message:
        """The sample as a message of its own, as of now. Raises KeyError where there is no such sample."""
        sample, identifier = SAMPLES[name], uuid4().hex
        sent = self._now().astimezone(_JAPAN).isoformat(timespec="seconds")
        message = Message(name, identifier, sent, _written(sample, identifier, sent, self._replaced(sample)))
        self.messages = [*self.messages, message][-_KEPT:]
        return message

    def clear(self) -> None:
        self.messages = []

    def document(self, name: str) -> bytes | None:
        found = next((each for each in self.messages if each.name == name), None)
        return found.xml.encode() if found else None

    def feed(self, base: str) -> bytes:
        """The newest first. `base`: the address before each document's name, relative to the feed or whole."""
        entries = "".join(_entry(each, base) for each in reversed(self.messages))
        updated = self.messages[-1].sent if self.messages else "2020-01-01T00:00:00+09:00"
        return (
            f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"><title>CAP</title><id>urn:anpi:sandbox:cap</id>'
            f"<updated>{updated}</updated>{entries}</feed>\n"
        ).encode()

    def _replaced(self, sample: Sample) -> str:
        of = [each for each in self.messages if each.sample == sample.replaces]
        return f"{sample.sender},{of[-1].name},{of[-1].sent}" if of else ""


def _entry(message: Message, base: str) -> str:
    title = escape(SAMPLES[message.sample].headline)
    return (
        f"<entry><title>{title}</title><id>{message.name}</id><updated>{message.sent}</updated>"
        f'<link rel="alternate" type="application/cap+xml" href="{base}{message.name}.xml"/></entry>'
    )


def _written(sample: Sample, identifier: str, sent: str, references: str) -> str:
    scheme, code, area = _CITY
    parameters = "".join(_pair("parameter", *each) for each in sample.parameters)
    replaced = f"<references>{escape(references)}</references>" if references else ""
    return (
        f'{_DECLARATION}<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{identifier}</identifier><sender>{sample.sender}</sender><sent>{sent}</sent>"
        f"<status>{sample.status}</status><msgType>{sample.type}</msgType><scope>Public</scope>{replaced}"
        f"<info><language>ja-JP</language><category>Safety</category><event>{escape(sample.event)}</event>"
        "<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>"
        f"<headline>{escape(sample.headline)}</headline><description>{escape(sample.description)}</description>"
        f"{parameters}<area><areaDesc>{area}</areaDesc>{_pair('geocode', scheme, code)}</area></info></alert>\n"
    )


def _pair(name: str, value_name: str, value: str) -> str:
    return f"<{name}><valueName>{value_name}</valueName><value>{value}</value></{name}>"
