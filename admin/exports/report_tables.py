"""The tables of the closing report, as the PDF and the CSV have them: counts and times, nobody's name."""

import csv
from collections.abc import Sequence
from io import StringIO
from zoneinfo import ZoneInfo

from admin import report_words as words
from admin.exports.person_list import guarded
from admin.report_words import Table
from admin.words import UNKNOWN_DISTRICT, WORLD
from bot.core.closing_report import ClosingReport


def tables_of(report: ClosingReport, zone: ZoneInfo) -> Sequence[Table]:
    crossed = [(row.district or UNKNOWN_DISTRICT, *(words.cell(each) for each in row.cells)) for row in report.crossed]
    rescues = [words.rescue(each, zone) for each in report.rescues]
    return (
        Table("安否がわかるまでの時間", ("", "開始から"), [words.milestone(each) for each in report.milestones]),
        words.by_road(report),
        words.by_district(report),
        words.by_age(report),
        Table("地区と年齢(わかった人 / たずねた人)", ("地区", *words.AGE.values()), crossed, words.HIDDEN_MEANS),
        Table("要救助の知らせ", ("知らせ", "対応", "かかった時間"), rescues),
        Table("うまくいかなかったこと", ("", "数"), [(what, f"{n:,}") for what, n in words.failures(report)]),
        words.climbed(report),
    )


def csv_of_report(report: ClosingReport, zone: ZoneInfo) -> bytes:
    """UTF-8 with BOM; each row says of which table it is, and whether of a drill. A table's note is its last row."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    facts = Table("全体", ("", ""), (*words.facts(report, zone), *_overall(report)))
    for each in (facts, *tables_of(report, zone)):
        note = [(f"※ {each.note}",)] if each.note else []
        for row in (each.head, *each.rows, *note):
            writer.writerow([WORLD[report.incident.drill], each.title, *(guarded(cell) for cell in row)])
    return text.getvalue().encode("utf-8-sig")


def _overall(report: ClosingReport) -> Sequence[tuple[str, str]]:
    return (
        ("安否がわかった人", words.share(report.everybody)),
        ("全員の安否がわかった世帯", words.share(report.households.share)),
    )
