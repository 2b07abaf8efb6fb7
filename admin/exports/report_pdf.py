"""The closing report as PDF, set by Typst in a font that comes as a package: a server has no Japanese one."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from admin import report_words as words
from admin.curve_picture import whole_picture
from admin.exports.report_tables import tables_of
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
        "tables": [each._asdict() for each in tables_of(report, zone)],
    }
