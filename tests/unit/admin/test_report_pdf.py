"""The report as PDF: it is one, a drill's pages are marked, and a machine without the font says what to install."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import typst
from PIL import Image

from admin import report_words as words
from admin.exports import report_pdf
from admin.exports.report_pdf import CannotPrintError, pdf_of
from bot.core.closing_report import (
    AgeBand,
    ClosingReport,
    Crossed,
    Failures,
    Households,
    KnownBy,
    Milestone,
    Point,
    Rescue,
    Share,
)
from bot.core.ids import IncidentId
from bot.core.incidents import Hazard, Incident

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
DRILL = Incident(IncidentId("drill"), "秋の #strong[訓練]", Hazard.EARTHQUAKE, "5強", (), drill=True, opened_at=NOW)
VIOLET, DARK = (0x5B, 0x2A, 0x91), (0x1D, 0x2A, 0x38)
REPORT = ClosingReport(
    incident=DRILL,
    where=("一箕地区",),
    as_of=NOW + timedelta(hours=2),
    everybody=Share(1000, 999),
    households=Households(10, 8, 1),
    milestones=(Milestone(25, timedelta(minutes=65)), Milestone(90, None)),
    by_district=tuple((f"{number}地区", Share(10, 9)) for number in range(60)),
    by_age=((AgeBand.FROM_85, Share(10, 9)),),
    crossed=(Crossed("一箕地区", (None, None, Share(9, 9), Share(), Share(5, 5))),),
    by_road=((KnownBy.KIN, 9),),
    rescues=(Rescue(NOW, NOW + timedelta(seconds=30)), Rescue(NOW)),
    failures=Failures(),
    climbed=(),
    curve=(),
)


def pages(report: ClosingReport) -> list[Image.Image]:
    """The same typesetting as pictures."""
    template = (files("admin.exports") / "report.typ").read_bytes()
    inputs = {"report": json.dumps(report_pdf._content(report, "会津若松市", TOKYO))}
    fonts = report_pdf._font_folders()
    setting: Callable[..., bytes | list[bytes]] = typst.compile
    made = setting(template, sys_inputs=inputs, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=36)
    drawn = [made] if isinstance(made, bytes) else made
    return [Image.open(BytesIO(each)).convert("RGB") for each in drawn]


def bands(report: ClosingReport) -> list[object]:
    """The colour of the band at the top of every page."""
    return [page.getpixel((page.width // 2, 16)) for page in pages(report)]


def test_the_report_is_a_pdf() -> None:
    assert pdf_of(REPORT, "会津若松市", TOKYO).startswith(b"%PDF-")


def test_every_page_of_a_drill_wears_its_band() -> None:
    found = bands(REPORT)
    assert len(found) > 1
    assert set(found) == {VIOLET}
    assert set(bands(replace(REPORT, incident=replace(DRILL, drill=False)))) == {DARK}


def test_a_missing_font_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_pdf, "FONTS", (("no_such_font_package", "x.otf"),))
    with pytest.raises(CannotPrintError, match=r"no_such_font_package.*make setup"):
        pdf_of(REPORT, "会津若松市", TOKYO)


def test_a_share_is_not_rounded_up_to_all() -> None:
    assert words.share(Share(10_000, 9_999)) == "9,999 / 10,000 (99.9%)"
    assert words.share(Share(3, 3)) == "3 / 3 (100.0%)"
    assert words.share(Share()) == "0 / 0 (—)"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (None, "届かず"),
        (timedelta(seconds=59), "1分未満"),
        (timedelta(minutes=12, seconds=50), "12分"),
        (timedelta(hours=1, minutes=5), "1時間5分"),
        (timedelta(days=1), "1日"),
        (timedelta(days=1, hours=2), "1日2時間"),
    ],
)
def test_a_time_is_said_in_hours_and_minutes(passed: timedelta | None, said: str) -> None:
    assert words.duration(passed) == said


def test_a_rescue_that_nobody_has_dealt_with_says_so() -> None:
    assert words.rescue(Rescue(NOW), TOKYO) == ("2026年11月1日 12:00", "未対応", "—")


def test_the_response_curve_is_drawn_where_there_is_one() -> None:
    points = (Point(0, (0,) * 6), Point(60, (0, 999, 0, 0, 0, 0)))
    kin_on_white = (73, 136, 99)

    def area(report: ClosingReport) -> int:
        seen = pages(report)[0].getcolors(1 << 20) or []
        return sum(many for many, colour in seen if colour == kin_on_white)

    assert area(replace(REPORT, curve=points)) > 1_000
    assert area(REPORT) == 0
