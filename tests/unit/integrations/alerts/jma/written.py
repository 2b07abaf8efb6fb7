"""Small telegrams as the JMA would write them, with the one thing changed that a test is about."""

from dataclasses import dataclass
from functools import partial

from bot.core.alerts import Alert, AlertArea
from integrations.alerts.jma import parse_telegram

RAIN = "気象警報・注意報（Ｒ０６）（大雨）"
MIXED = "気象警報・注意報（Ｈ２７）"
LANDSLIDE = "土砂災害警戒情報"
FLOOD = "指定河川洪水予報"
QUAKE = "震源・震度に関する情報"
TSUNAMI = "津波警報・注意報・予報a"
_REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>{title}</Title>{moment}{status}<EditorialOffice>福島地方気象台</EditorialOffice></Control>
<Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"><Title>{head_title}</Title>
<ReportDateTime>2026-07-01T15:00:00+09:00</ReportDateTime><EventID>{event}</EventID>{change}{more_head}
<Headline><Text>{headline}</Text>{information}</Headline></Head>
<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/{topic}/">{body}</Body></Report>"""


@dataclass(frozen=True)
class Written:
    title: str = RAIN
    moment: str = "<DateTime>2026-07-01T06:00:00Z</DateTime>"
    status: str = "<Status>通常</Status>"
    head_title: str = "福島県大雨警報・注意報"
    event: str = ""
    change: str = "<InfoType>発表</InfoType>"
    more_head: str = ""
    headline: str = "会津では、低い土地の浸水に警戒してください。"
    information: str = ""
    body: str = ""
    topic: str = "meteorology1"

    @property
    def raw(self) -> bytes:
        return _REPORT.format(**vars(self)).encode()

    def alert(self) -> Alert:
        return parse_telegram(self.raw)


def kind(name: str = "", code: str = "", status: str = "発表", last: tuple[str, str] | None = None) -> str:
    parts = [
        f"<Name>{name}</Name>" if name else "",
        f"<Code>{code}</Code>" if code else "",
        f"<Status>{status}</Status>",
    ]
    if last is not None:
        parts.append(f"<LastKind><Name>{last[0]}</Name><Code>{last[1]}</Code></LastKind>")
    return f"<Kind>{''.join(parts)}</Kind>"


def warning(
    *kinds: str, scheme: str = "気象警報・注意報（市町村等）", name: str = "会津若松市", code: str = "0720200"
) -> str:
    area = f"<Area><Name>{name}</Name><Code>{code}</Code></Area>"
    return f'<Warning type="{scheme}"><Item>{"".join(kinds)}{area}</Item></Warning>'


def one_area(alert: Alert) -> AlertArea:
    assert len(alert.areas) == 1
    return alert.areas[0]


quake = partial(Written, title=QUAKE, head_title="震源・震度情報", event="20260701145500", topic="seismology1")
