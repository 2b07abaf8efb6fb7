"""The report of one incident on the screen: the two figures first, then how it went, then what was left."""

from zoneinfo import ZoneInfo

from nicegui.elements.mixins.text_element import TextElement

from admin import report_words as words
from admin.pages.curve_chart import CurveChart
from admin.pages.elements import tag
from admin.pages.tables import table
from admin.words import UNKNOWN_DISTRICT
from bot.core.closing_report import ClosingReport, Share
from bot.rules.closing_report import MARK


def report_body(report: ClosingReport, zone: ZoneInfo) -> None:
    """Draws it where the caller stands."""
    _figures(report)
    CurveChart(report.curve, report.everybody.asked)
    with tag("div", classes="pair"):
        table("安否がわかるまでの時間", ("", "開始から"), [words.milestone(each) for each in report.milestones])
        table(*words.by_road(report))
    table(*words.by_district(report))
    table(*words.by_age(report))
    _crossed(report)
    rescues = [words.rescue(each, zone) for each in report.rescues]
    table("要救助の知らせ", ("知らせ", "対応", "かかった時間"), rescues)
    failures = [(what, f"{n:,}") for what, n in words.failures(report)]
    table("うまくいかなかったこと・残っていること", ("", "数"), failures)
    table(*words.climbed(report))


def _figures(report: ClosingReport) -> None:
    households = report.households
    is_beaten = households.share.percent >= MARK
    with tag("div", classes="two-figures"):
        _figure("安否がわかった人", report.everybody, "無事・けが・要救助のどれかがわかった人")
        with _figure("全員の安否がわかった世帯", households.share, f"一部だけわかった世帯 {households.partly:,}"):
            reached = f"目標 {MARK}% を{'こえました' if is_beaten else '下回っています'}"
            if households.asked:
                tag("p", reached, "reached" if is_beaten else "not-reached")


def _figure(label: str, share: Share, note: str) -> TextElement:
    with tag("div", classes="figure-of") as box:
        tag("p", label, "label")
        tag("p", words.percent(share), "value")
        tag("p", f"{share.known:,} / {share.asked:,} ・ {note}", "note")
    return box


def _crossed(report: ClosingReport) -> None:
    unknown = UNKNOWN_DISTRICT
    crossed = [(each.district or unknown, *(words.cell(one) for one in each.cells)) for each in report.crossed]
    table("地区と年齢", ("地区", *words.AGE.values()), crossed, f"わかった人 / たずねた人。{words.HIDDEN_MEANS}")
