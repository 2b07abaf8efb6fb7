"""What all telegrams have: what they do to their series, when, and areas in the head for those we do not know."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from bot.core.alerts import AlertArea, AlertChange, AlertKind, AlertSource
from integrations.alerts.document import UnreadableError
from integrations.alerts.jma import parse_telegram
from tests.unit.integrations.alerts.jma.written import QUAKE, Written, kind, one_area, quake, warning

INFORMATION = """<Information type="府県気象情報"><Item><Kind><Name>大雨に関する情報</Name></Kind>
<Areas codeType="気象情報／府県予報区・細分区域等"><Area><Name>福島県</Name><Code>070000</Code></Area></Areas>
</Item></Information>"""


@pytest.mark.parametrize(
    ("word", "change"),
    [
        ("発表", AlertChange.ISSUED),
        ("訂正", AlertChange.CORRECTED),
        ("取消", AlertChange.CANCELLED),
        ("遅延", AlertChange.DELAYED),
    ],
)
def test_the_information_type_says_what_happens_to_the_series(word: str, change: AlertChange) -> None:
    alert = Written(change=f"<InfoType>{word}</InfoType>", body=warning(kind("レベル３大雨警報", "03"))).alert()
    assert alert.change is change
    assert alert.faults == ()


@pytest.mark.parametrize("change", ["", "<InfoType>再送</InfoType>"])
def test_an_unknown_information_type_is_a_fault(change: str) -> None:
    alert = Written(change=change, body=warning(kind("レベル３大雨警報", "03"))).alert()
    assert alert.change is AlertChange.ISSUED
    assert len(alert.faults) == 1


def test_a_cancellation_has_no_areas_and_belongs_to_what_it_cancels() -> None:
    issued = quake().alert()
    body = "<Text>先ほどの、震源・震度情報を取り消します。</Text>"
    alert = quake(change="<InfoType>取消</InfoType>", headline="震源・震度情報を取り消します。", body=body).alert()
    assert (alert.areas, alert.faults, alert.headline) == ((), (), "震源・震度情報を取り消します。")
    assert alert.series == issued.series == f"{QUAKE}/福島地方気象台/通常/20260701145500"


def test_times_are_those_of_control_in_utc() -> None:
    alert = Written(more_head="<ValidDateTime>2026-07-01T18:00:00+09:00</ValidDateTime>").alert()
    assert alert.issued == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert alert.valid_until == datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["", "<DateTime>きのう</DateTime>", "<DateTime>2026-07-01T06:00:00</DateTime>"])
def test_without_a_time_in_control_that_of_the_head_is_taken_and_told(moment: str) -> None:
    """A time without an offset could be Japan's or UTC."""
    alert = Written(moment=moment, body=warning(kind("レベル３大雨警報", "03"))).alert()
    assert alert.issued == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert alert.faults == ("作成時刻が読めません。発表時刻を使います。",)


def test_without_any_time_there_is_no_alert() -> None:
    raw = Written(moment="").raw.replace(b"2026-07-01T15:00:00+09:00", b"")
    with pytest.raises(UnreadableError, match="no time"):
        parse_telegram(raw)


def test_an_unknown_telegram_is_kept_with_what_its_head_tells() -> None:
    alert = Written(title="府県気象情報", head_title="大雨に関する福島県気象情報", information=INFORMATION).alert()
    assert alert.source is AlertSource.JMA
    assert alert.kind is AlertKind.UNKNOWN
    assert (alert.title, alert.headline) == (
        "大雨に関する福島県気象情報",
        "会津では、低い土地の浸水に警戒してください。",
    )
    area = AlertArea("070000", "福島県", "気象情報／府県予報区・細分区域等", "大雨に関する情報")
    assert one_area(alert) == area
    assert alert.faults == ()


def test_a_warning_without_a_body_is_read_from_its_head() -> None:
    information = INFORMATION.replace("府県気象情報", "気象警報・注意報（府県予報区等）").replace(
        "<Name>大雨に関する情報</Name>", "<Name>レベル４大雨危険警報</Name><Code>43</Code>"
    )
    alert = Written(information=information).alert()
    assert one_area(alert) == AlertArea("070000", "福島県", "府県予報区等", "レベル４大雨危険警報", 4)


def test_a_warning_for_nowhere_is_a_fault() -> None:
    assert Written().alert().faults == ("地域が書かれていません。",)


def test_the_digest_is_that_of_the_bytes() -> None:
    written = Written()
    assert written.alert().digest == sha256(written.raw).hexdigest()


def test_what_is_too_long_is_cut() -> None:
    alert = Written(headline="あ" * 10_000, head_title="い" * 10_000, event="う" * 10_000).alert()
    assert (len(alert.headline), len(alert.title), len(alert.event)) == (4_000, 200, 200)
