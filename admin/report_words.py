"""The closing report in words: the same lines stand on the page and in the PDF. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from admin.words import HAZARD, UNKNOWN_DISTRICT, level_of
from bot.core.closing_report import AgeBand, ClosingReport, KnownBy, Milestone, Point, Rescue, Share
from bot.core.incidents import Incident
from bot.core.ladder import Road
from bot.rules.closing_report import PERCENTS

HIDDEN = "＊"
HIDDEN_MEANS = "＊ は、人数が少ないため表示しません(3人未満の数がわかってしまうところ)。"

WHEN = ("わかった人 / たずねた人", *(f"{each}%" for each in PERCENTS))
TIMES_MEAN = (
    "% は、その割合の人の安否がわかるまでの、開始からの時間。"
    "＊ は、わかった人が3人未満。— は、たずねた人がいないか、時間をまだ数えていなかったとき。"
)
ROADS_MEAN = "時間は、開始から。＊ は、わかった人が3人未満。— は、いないか、時間をまだ数えていなかったとき。"
CLIMBED_MEANS = "その人のことで知らせを送った人数。職員の訪問リストは、載った人数。— は、まだ数えていなかったとき。"

KNOWN_BY: Mapping[KnownBy, str] = {
    KnownBy.SELF: "本人",
    KnownBy.KIN: "家族",
    KnownBy.SUPPORTER: "支援者",
    KnownBy.LEADER: "町内会・民生委員",
    KnownBy.FLAG: "黄色い旗・カード",
    KnownBy.STAFF: "職員",
}
AGE: Mapping[AgeBand, str] = {
    AgeBand.UNDER_65: "64歳まで",
    AgeBand.FROM_65: "65〜74歳",
    AgeBand.FROM_75: "75〜84歳",
    AgeBand.FROM_85: "85歳から",
    AgeBand.UNKNOWN: "年齢不明",
}
ROAD: Mapping[Road, str] = {
    Road.REMINDER: "本人への再度のお願い",
    Road.FAMILY: "家族への知らせ",
    Road.SUPPORTER: "支援者への知らせ",
    Road.LEADER: "町内会の役員への知らせ",
    Road.STAFF: "職員の訪問リスト",
}


class Table(NamedTuple):
    """A head, and rows whose first cell names them."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def duration(passed: timedelta | None) -> str:
    """1時間5分; 12分; 1分未満; 届かず where it never was."""
    if passed is None:
        return "届かず"
    minutes = passed // timedelta(minutes=1)
    days, hours = divmod(minutes // 60, 24)
    parts = (f"{days}日" if days else "", f"{hours}時間" if hours else "", f"{minutes % 60}分" if minutes % 60 else "")
    return "".join(parts) or "1分未満"


def percent(share: Share) -> str:
    """Never rounded up to 100 while somebody is missing."""
    if not share.asked:
        return "—"
    tenths = 1000 * share.known // share.asked
    return f"{tenths / 10:.1f}%"


def share(of: Share) -> str:
    """8 / 10 (80.0%)"""
    return f"{of.known:,} / {of.asked:,} ({percent(of)})"


def course(points: Sequence[Point], asked: int) -> str:
    """What the response curve shows, for those who listen."""
    if not points:
        return "まだ、だれの安否もわかっていません。"
    last = points[-1]
    by = [(name, n) for name, n in zip(KNOWN_BY.values(), last.known, strict=True) if n]
    roads = "、".join(f"{name}から{n:,}人" for name, n in by)
    tail = f"({roads})" if roads else ""
    return f"開始から{after(last.minutes)}で、たずねた{asked:,}人のうち{sum(last.known):,}人{tail}。"


def after(minutes: int) -> str:
    """1時間5分; 12分; 0分."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}時間{rest}分" if hours and rest else f"{hours}時間" if hours else f"{rest}分"


def title(report: ClosingReport) -> str:
    return f"{'【訓練】' if report.incident.drill else ''}{report.incident.title}"


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    if at is None:
        return "—"
    there = at.astimezone(zone)
    return f"{there.year}年{there.month}月{there.day}日 {there.hour}:{there.minute:02}"


def facts(report: ClosingReport, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    incident = report.incident
    ended = moment(incident.closed_at, zone) if incident.closed_at else "まだ開いています"
    return (
        ("災害の種類", f"{HAZARD[incident.hazard]} {level_of(incident.hazard, incident.level)}".strip()),
        ("地域", "、".join(report.where) or "市内全域"),
        ("開始", moment(incident.opened_at, zone)),
        ("終了", ended),
        ("集計", moment(report.as_of, zone)),
    )


def milestone(reached: Milestone) -> tuple[str, str]:
    return (f"{reached.percent}%の安否がわかるまで", duration(reached.after))


def by_district(report: ClosingReport) -> Table:
    times = dict(report.times.by_district)
    rows = [
        (name or UNKNOWN_DISTRICT, share(of), *_times(times.get(name), of, since=bool(times)))
        for name, of in report.by_district
    ]
    return Table("地区ごと", ("地区", *WHEN), rows, TIMES_MEAN)


def by_age(report: ClosingReport) -> Table:
    times = dict(report.times.by_age)
    rows = [(AGE[band], share(of), *_times(times.get(band), of, since=bool(times))) for band, of in report.by_age]
    return Table("年齢ごと", ("年齢", *WHEN), rows, TIMES_MEAN)


def by_road(report: ClosingReport) -> Table:
    """With the median of the times of each."""
    times = dict(report.times.by_road)
    rows = [(KNOWN_BY[by], f"{n:,}", _median(times.get(by), n, since=bool(times))) for by, n in report.by_road]
    return Table("だれから、わかったか", ("", "人", "時間の中央値"), rows, ROADS_MEAN)


def climbed(report: ClosingReport) -> Table:
    steps = [(f"{n}. {ROAD[each.road]}", _counted(each.people)) for n, each in enumerate(report.climbed, 1)]
    return Table("段階的な呼びかけ", ("段階", "人"), steps, CLIMBED_MEANS)


def _counted(people: int | None) -> str:
    return "—" if people is None else f"{people:,}"


def _times(reached: Sequence[Milestone] | None, of: Share, *, since: bool) -> Sequence[str]:
    """`since`: the report was counted since times are."""
    if not since or not of.asked:
        return ("—",) * len(PERCENTS)
    return [duration(each.after) for each in reached] if reached is not None else (HIDDEN,) * len(PERCENTS)


def _median(time: timedelta | None, people: int, *, since: bool) -> str:
    if not since or not people:
        return "—"
    return duration(time) if time is not None else HIDDEN


def failures(report: ClosingReport) -> tuple[tuple[str, int], ...]:
    """What did not go well, and what is left."""
    of = report.failures
    return (
        ("安否がわからないままの人", of.silent),
        ("うち、知らせを届けられなかった人", of.unreachable),
        ("報告が食いちがったままの人", of.contested),
        ("要救助のままの人", of.needs_rescue),
        ("けがをした人", of.injured),
        ("行方不明の人(職員の記録)", of.missing),
        ("亡くなった人(職員の記録)", of.dead),
        ("LINEなどに断られた一斉送信", of.letters.refused),
        ("時間切れになった送信", of.letters.expired),
        ("届かなかったと職員に知らせた件数", of.letters.undelivered),
    )


def rescue(call: Rescue, zone: ZoneInfo) -> tuple[str, str, str]:
    """Heard, dealt with, how long it took."""
    if call.done_at is None:
        return (moment(call.told_at, zone), "未対応", "—")
    return (moment(call.told_at, zone), moment(call.done_at, zone), duration(call.done_at - call.told_at))


def cell(of: Share | None) -> str:
    if of is None:
        return HIDDEN
    return f"{of.known:,} / {of.asked:,}" if of.asked else "0"


def opened_or_closed(incident: Incident) -> str:
    title = f"{'【訓練】' if incident.drill else ''}「{incident.title}」"
    return f"{title}を開きました。" if incident.is_open else f"{title}を閉じました。いまの数を、報告として残しました。"
