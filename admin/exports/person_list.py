"""The list of people as CSV for a spreadsheet: UTF-8 with BOM, every row marked as real or drill."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Final
from zoneinfo import ZoneInfo

from admin import words
from admin.exports.listed import Shown
from admin.showing import age_on
from bot.core.consents import Item
from bot.core.reports import Source, Standing

HEAD: Final = (
    *("区分", "名前", "ふりがな", "年齢", "地区", "班", "住所", "電話"),
    *("支援", "安否", "居場所", "足りないもの", "知らせた人", "知らせた時刻", "確認"),
)
_FORMULA: Final = tuple("=+-@＝＋－＠\t\r\n")  # a spreadsheet computes what begins so, and a name can be anything
_UNANSWERED: Final = "未回答"


def csv_of(shown: Iterable[Shown], zone: ZoneInfo, now: datetime, *, drill: bool) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    today = now.astimezone(zone).date()
    for each in shown:
        writer.writerow([words.WORLD[drill], *(guarded(cell) for cell in _cells(each, zone, today))])
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" 　").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _cells(shown: Shown, zone: ZoneInfo, today: date) -> Sequence[str]:
    listed, standing, may = shown.listed, shown.listed.standing, shown.items
    age = age_on(today, listed.birthdate)
    home = (listed.district, listed.person.block or "", listed.address) if Item.ADDRESS in may else ("", "", "")
    told_at = standing.casualty_at or standing.said_at
    said_at = told_at.astimezone(zone) if told_at else None
    return (
        listed.person.name,
        listed.kana,
        "" if age is None else str(age),
        *home,
        listed.phone if Item.CONTACT in may else "",
        "要支援" if Item.HEALTH in may else "",
        words.state_of(standing, _UNANSWERED),
        words.WHEREABOUTS[standing.whereabouts] if standing.whereabouts else "",
        "、".join(words.NEED[each] for each in standing.needs or ()),
        _teller(standing),
        f"{said_at:%Y-%m-%d %H:%M}" if said_at else "",
        "食いちがい(確かめる)" if standing.contested else "",
    )


def _teller(standing: Standing) -> str:
    """Of what is on record, staff."""
    if standing.casualty is not None:
        return words.SOURCE[Source.STAFF]
    return words.told_by(standing.source, "", standing.sighting) if standing.source else ""
