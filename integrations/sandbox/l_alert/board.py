"""What L-Alert has sent: documents in their envelopes, one behind the other, with versions counted as L-Alert does."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from string import Template
from uuid import NAMESPACE_URL, uuid4, uuid5
from xml.sax.saxutils import escape

from integrations.sandbox.l_alert.samples import SAMPLES, Sample

_JAPAN = timezone(timedelta(hours=9))
_KEPT = 100
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<publish xmlns="http://soap.publiccommons.ne.jp/"><message>{}</message></publish></soap:Body></soap:Envelope>'
)


@dataclass(frozen=True, slots=True)
class Document:
    """`xml`: the envelope without a declaration."""

    sample: str
    revision: int
    xml: str

    def pushed(self) -> bytes:
        """As L-Alert pushes it."""
        return (_DECLARATION + _SOAP.format(self.xml)).encode()


class Board:
    """`now` gives an aware moment."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._revisions: Counter[tuple[str, str]] = Counter()
        self.documents: list[Document] = []

    def publish(self, name: str, anew: str = "") -> Document:
        """The sample as the next version of its document, or of another one, of the name `anew`.

        Raises KeyError where there is no such sample.
        """
        sample = replace(SAMPLES[name], document=anew) if anew else SAMPLES[name]
        self._revisions[sample.document, sample.status] += 1
        revision = self._revisions[sample.document, sample.status]
        document = Document(name, revision, _envelope(sample, revision, self._now()))
        self.documents = [*self.documents, document][-_KEPT:]
        return document

    def clear(self) -> None:
        self.documents = []
        self._revisions.clear()

    def feed(self) -> bytes:
        """All that was sent, oldest first; empty where nothing was."""
        if not self.documents:
            return b""
        return (_DECLARATION + "<documents>" + "".join(each.xml for each in self.documents) + "</documents>").encode()


def _envelope(sample: Sample, revision: int, now: datetime) -> str:
    moment = now.astimezone(_JAPAN).isoformat(timespec="seconds")
    first = "Report" if revision == 1 else "Update"
    body = _file(f"bodies/{sample.body}").substitute(moment=moment)
    return _file("envelope.xml").substitute(
        distribution=uuid4(),
        document=uuid5(NAMESPACE_URL, f"urn:anpi:sandbox:l_alert:{sample.document}"),
        revision=revision,
        previous=revision - 1,
        moment=moment,
        status=sample.status,
        type="Cancel" if sample.cancels else first,
        category=sample.category,
        title=escape(sample.title),
        headline=escape(sample.headline),
        errata=_errata(sample, moment),
        body=body,
    )


def _errata(sample: Sample, moment: str) -> str:
    if not sample.errata:
        return ""
    reason = f"<pcx_eb:Description>{escape(sample.errata)}</pcx_eb:Description>"
    return f"<Errata>{reason}<pcx_eb:DateTime>{moment}</pcx_eb:DateTime></Errata>"


def _file(name: str) -> Template:
    return Template(files(__package__).joinpath(name).read_text("utf-8"))
