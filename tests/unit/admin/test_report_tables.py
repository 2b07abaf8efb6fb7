"""The report's tables in words, and as CSV: times beside the shares, small numbers hidden, drills marked."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

from admin import report_words as words
from admin.exports.report_tables import csv_of_report
from bot.core.closing_report import AgeBand, Climbed, KnownBy, Milestone, Share, Times
from bot.core.ladder import Road
from tests.unit.admin.test_report_pdf import REPORT, TOKYO

REACHED = (*(Milestone(each, timedelta(minutes=each)) for each in (25, 50, 75)), Milestone(90, None))
TIMED = replace(
    REPORT,
    by_district=(("一箕地区", Share(10, 9)), ("門田地区", Share(9, 2)), ("東山地区", Share())),
    by_road=((KnownBy.KIN, 9), (KnownBy.STAFF, 2), (KnownBy.FLAG, 0)),
    times=Times(
        by_district=(("一箕地区", REACHED), ("門田地区", None), ("東山地区", REACHED)),
        by_age=((AgeBand.FROM_85, REACHED),),
        by_road=((KnownBy.KIN, timedelta(minutes=12)), (KnownBy.STAFF, None), (KnownBy.FLAG, None)),
    ),
)


def test_times_stand_beside_the_shares_and_small_ones_are_hidden() -> None:
    assert words.by_district(TIMED).rows == [
        ("一箕地区", "9 / 10 (90.0%)", "25分", "50分", "1時間15分", "届かず"),
        ("門田地区", "2 / 9 (22.2%)", "＊", "＊", "＊", "＊"),
        ("東山地区", "0 / 0 (—)", "—", "—", "—", "—"),
    ]
    assert words.by_age(TIMED).rows == [("85歳から", "9 / 10 (90.0%)", "25分", "50分", "1時間15分", "届かず")]
    assert words.by_road(TIMED).rows == [
        ("家族", "9", "12分"),
        ("職員", "2", "＊"),
        ("黄色い旗・カード", "0", "—"),
    ]


def test_a_report_that_was_kept_before_times_were_counted_says_so() -> None:
    assert words.by_road(REPORT).rows == [("家族", "9", "—")]
    assert words.by_age(REPORT).rows == [("85歳から", "9 / 10 (90.0%)", "—", "—", "—", "—")]


def test_a_step_that_was_taken_before_it_was_counted_has_no_number() -> None:
    report = replace(REPORT, climbed=(Climbed(Road.FAMILY, None), Climbed(Road.LEADER, 0)))
    assert words.climbed(report).rows == [("1. 家族への知らせ", "—"), ("2. 町内会の役員への知らせ", "0")]
    rows = list(csv.reader(StringIO(csv_of_report(report, TOKYO).decode("utf-8-sig"))))
    assert ["【訓練】", "段階的な呼びかけ", "1. 家族への知らせ", "—"] in rows


def test_the_csv_has_every_table_and_the_mark_of_a_drill_in_every_row() -> None:
    content = csv_of_report(TIMED, TOKYO)
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert {row[0] for row in rows} == {"【訓練】"}
    assert ["【訓練】", "地区ごと", "地区", "わかった人 / たずねた人", "25%", "50%", "75%", "90%"] in rows
    assert ["【訓練】", "だれから、わかったか", "家族", "9", "12分"] in rows
    assert ["【訓練】", "だれから、わかったか", f"※ {words.ROADS_MEAN}"] in rows
    unexplained = {row[1] for row in rows if words.HIDDEN in row} - {row[1] for row in rows if "※ " in row[2]}
    assert not unexplained, "every sign has its meaning below it"
    assert ["【訓練】", "全体", "安否がわかった人", "999 / 1,000 (99.9%)"] in rows
