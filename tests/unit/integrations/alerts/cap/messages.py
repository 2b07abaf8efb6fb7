"""CAP messages for the tests, put together from parts that each test may leave out or spoil."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.core.alerts import Alert, AlertKind
from integrations.alerts.cap import read_cap

RECEIVED = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
SENDER = "hinan@example.lg.jp"
AREA = "<area><areaDesc>東山地区</areaDesc>{}<geocode><valueName>JIS</valueName><value>07202</value></geocode></area>"
INFO = (
    "<info><language>ja</language><category>Met</category><event>大雨警報</event><urgency>Expected</urgency>"
    "<severity>Severe</severity><certainty>Likely</certainty>{}</info>"
)


def message(
    *,
    status: str = "<status>Actual</status>",
    kind: str = "<msgType>Alert</msgType>",
    more: str = "",
    infos: str = INFO.format(AREA.format("")),
    identifier: str = "m-3",
) -> bytes:
    """One message; every argument is the XML, or the text, that stands there."""
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}</identifier>
      <sender>{SENDER}</sender><sent>2026-07-01T15:30:00+09:00</sent>{status}{kind}<scope>Public</scope>{more}
      {infos}</alert>""".encode()


def read(raw: bytes, kinds: Mapping[str, AlertKind] | None = None) -> Alert:
    return read_cap(raw, RECEIVED, kinds or {"大雨警報": AlertKind.HEAVY_RAIN})
