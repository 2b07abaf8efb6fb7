"""The words of 「毎月の訓練」 on the console."""

from bot.core.practices import MonthTook, Took

TITLE = "毎月の訓練の参加"
MEANS = "ボタンを2回押すだけの訓練です。だれが参加したかは、ここには出ません。"
HIDDEN = "3人より少ない数は、地区に分けずに「ほかの地区」にまとめています。"
OTHERS = "ほかの地区"
NONE_YET = "毎月の訓練は、まだ一度も送られていません。"
NOT_TOLD_APART = "人数が少ないため、地区には分けません。"
HEAD = ("", "送った人", "できた人", "割合")


def month(written: str) -> str:
    """2026-09 → 2026年9月."""
    year, number = written.split("-")
    return f"{year}年{int(number)}月"


def cells(took: Took) -> tuple[str, str, str]:
    return f"{took.asked:,}", f"{took.done:,}", f"{100 * took.done // took.asked}%" if took.asked else "－"


def month_rows(months: tuple[MonthTook, ...]) -> list[tuple[str, ...]]:
    return [(month(each.month), *cells(each.total)) for each in months]


def district_rows(of: MonthTook) -> list[tuple[str, ...]]:
    return [(each.district or OTHERS, *cells(each.took)) for each in of.districts]
