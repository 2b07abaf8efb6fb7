"""L-Alert's documents for the tests, put together from parts that each test may leave out or spoil."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.core.alerts import Alert
from integrations.alerts.l_alert import read_l_alert

RECEIVED = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
SENT = datetime(2026, 7, 1, 6, 30, tzinfo=UTC)

ORDER = """<pcx_ev:EvacuationOrder xmlns:pcx_ev="http://xml.publiccommons.ne.jp/pcxml1/body/evacuation3">
  <pcx_ev:Detail><pcx_ev:Sort>避難指示</pcx_ev:Sort><pcx_ev:IssueOrLift>発令</pcx_ev:IssueOrLift><pcx_ev:Areas>
    <pcx_ev:Area><pcx_eb:Location><commons:areaName>東山地区</commons:areaName></pcx_eb:Location>
      <pcx_ev:DateTime>2026-07-01T15:30:00+09:00</pcx_ev:DateTime>
      <pcx_ev:Object><pcx_ev:Households pcx_ev:unit="世帯">1,300</pcx_ev:Households></pcx_ev:Object>
    </pcx_ev:Area></pcx_ev:Areas></pcx_ev:Detail>
</pcx_ev:EvacuationOrder>"""
TARGET = "<commons:targetArea><commons:areaName>会津若松市</commons:areaName>{}</commons:targetArea>"
CODE = "<commons:jisX0402>072028</commons:jisX0402>"
STATUS = "<edxlde:distributionStatus>{}</edxlde:distributionStatus>"
TYPE = "<edxlde:distributionType>{}</edxlde:distributionType>"


def document(
    *,
    status: str = STATUS.format("Actual"),
    inner: str = STATUS.format("Actual"),
    kind: str = TYPE.format("Report"),
    target: str = TARGET.format(CODE),
    body: str = ORDER,
    category: str = "EvacuationOrder",
    errata: str = "",
    sent: str = "2026-07-01T15:30:00+09:00",
    revision: str = "3",
    version: int = 3,
) -> bytes:
    """One envelope; every argument is the XML, or the text, that stands there."""
    return f"""<edxlde:EDXLDistribution xmlns:edxlde="urn:oasis:names:tc:emergency:EDXL:DE:1.0"
      xmlns:commons="http://xml.publiccommons.ne.jp/xml/edxl/"
      xmlns:pcx_eb="http://xml.publiccommons.ne.jp/pcxml1/elementBasis{version}/"
      xmlns:pcx_ib="http://xml.publiccommons.ne.jp/pcxml1/informationBasis{version}/">
      <edxlde:dateTimeSent>{sent}</edxlde:dateTimeSent>{status}{kind}{target}
      <commons:contentObject><edxlde:xmlContent><edxlde:embeddedXMLContent>
        <Report xmlns="http://xml.publiccommons.ne.jp/pcxml1/{version}">
          <Control><Title>{category}</Title>{inner}{errata}</Control>
          <pcx_ib:Head><pcx_ib:Title>会津若松市: お知らせ</pcx_ib:Title>
            <pcx_ib:ValidDateTime>2026-07-02T15:30:00+09:00</pcx_ib:ValidDateTime>
            <pcx_ib:Headline><pcx_ib:Text>本文です。</pcx_ib:Text></pcx_ib:Headline></pcx_ib:Head>
          {body}
        </Report></edxlde:embeddedXMLContent></edxlde:xmlContent>
        <commons:documentRevision>{revision}</commons:documentRevision>
        <commons:documentID>7e573043</commons:documentID>
        <commons:category>{category}</commons:category>
      </commons:contentObject></edxlde:EDXLDistribution>""".encode()


def one(raw: bytes) -> Alert:
    (alert,) = read_l_alert(raw, RECEIVED)
    return alert


def order(change: Callable[[str], str]) -> Alert:
    """What is read of the order after `change`."""
    changed = change(ORDER)
    assert changed != ORDER
    return one(document(body=changed))
