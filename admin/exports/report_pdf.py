"""The closing report as PDF, set by Typst in a font that comes as a package: a server has no Japanese one."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from admin import report_words as words
from admin.curve_picture import whole_picture
from bot.core.closing_report import ClosingReport
from bot.rules.closing_report import MARK

FONTS: Final = (
    ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
    ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
)
_TEMPLATE: Final = "report.typ"


class CannotPrintError(Exception):
    """The PDF cannot be made on this machine; the message says what to install or to do."""


def pdf_of(report: ClosingReport, city: str, zone: ZoneInfo) -> bytes:
    """Raises `CannotPrintError` where a font or the typesetter is missing, or the typesetter fails."""
    try:
        import typst  # noqa: PLC0415 - a machine without it still has its console; the rest of it needs no PDF
    except ImportError as missing:
        raise CannotPrintError("typst がありません。Anpi を入れ直してください(make setup)。") from missing
    template = (files("admin.exports") / _TEMPLATE).read_bytes()
    inputs = {"report": json.dumps(_content(report, city, zone), ensure_ascii=False)}
    # Its types speak of files alone.
    setting: Callable[..., Any] = typst.compile
    try:
        made: bytes = setting(template, sys_inputs=inputs, font_paths=_font_folders(), ignore_system_fonts=True)
    except RuntimeError as fault:
        raise CannotPrintError("PDFの組版に失敗しました。時間をおいて、もう一度お試しください。") from fault
    return made


def _font_folders() -> list[Path]:
    return [_folder(package, file) for package, file in FONTS]


def _folder(package: str, file: str) -> Path:
    try:
        with as_file(files(package)) as folder:
            found = next(folder.rglob(file), None)
    except ModuleNotFoundError as missing:
        raise CannotPrintError(f"日本語の文字の形({package})がありません。make setup で入ります。") from missing
    if found is None:
        raise CannotPrintError(f"{package} の中に {file} がありません。make setup で入れ直してください。")
    return found.parent


def _content(report: ClosingReport, city: str, zone: ZoneInfo) -> Mapping[str, Any]:
    """Text only: what stands in it is never read as markup."""
    return {
        "drill": report.incident.drill,
        "city": city,
        "title": words.title(report),
        "open": report.incident.is_open,
        "facts": words.facts(report, zone),
        "everybody": words.share(report.everybody),
        "households": words.share(report.households.share),
        "partly": f"{report.households.partly:,}",
        "mark": f"{MARK}%",
        "curve": whole_picture(report.curve, report.everybody.asked, report.milestones) if report.curve else "",
        "course": words.course(report.curve, report.everybody.asked),
        "tables": _tables(report, zone),
    }


def _tables(report: ClosingReport, zone: ZoneInfo) -> Sequence[Mapping[str, Any]]:
    crossed = [
        (row.district or words.UNKNOWN_DISTRICT, *(words.cell(each) for each in row.cells)) for row in report.crossed
    ]
    return (
        _table("安否がわかるまでの時間", ("", "開始から"), [words.milestone(each) for each in report.milestones]),
        _table("だれから、わかったか", ("", "人"), [(words.KNOWN_BY[by], f"{n:,}") for by, n in report.by_road]),
        _table(
            "地区ごと",
            ("地区", "わかった人 / たずねた人"),
            [(name or words.UNKNOWN_DISTRICT, words.share(share)) for name, share in report.by_district],
        ),
        _table(
            "年齢ごと",
            ("年齢", "わかった人 / たずねた人"),
            [(words.AGE[band], words.share(share)) for band, share in report.by_age],
        ),
        _table("地区と年齢(わかった人 / たずねた人)", ("地区", *words.AGE.values()), crossed, words.HIDDEN_MEANS),
        _table(
            "要救助の知らせ",
            ("知らせ", "対応", "かかった時間"),
            [words.rescue(each, zone) for each in report.rescues],
        ),
        _table("うまくいかなかったこと", ("", "数"), [(what, f"{n:,}") for what, n in words.failures(report)]),
        _table(
            "段階的な呼びかけ",
            ("段階", "人"),
            [(f"{n}. {words.ROAD[each.road]}", f"{each.people:,}") for n, each in enumerate(report.climbed, 1)],
        ),
    )


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> Mapping[str, Any]:
    return {"title": title, "head": head, "rows": rows, "note": note}
