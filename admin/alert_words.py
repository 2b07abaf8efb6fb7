"""What 「届いた電文」 says of an alert: its kind, its state, how grave it is, what became of it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from admin.alerts import OF_WRONG, Arrived, Heard, Strength
from admin.words import intensity
from bot.core.alerts import Alert, AlertChange, AlertKind, AlertSource, AlertStatus, AnnouncedShelter, ShelterState
from bot.core.proposals import Aim, Proposal, ProposalState
from bot.rules.triggers.telling import SOURCES
from bot.rules.triggers.why import Why
from integrations.alerts.cap import UNKNOWN_SENDER

KIND: Final[Mapping[AlertKind, str]] = {
    AlertKind.HEAVY_RAIN: "大雨",
    AlertKind.LANDSLIDE: "土砂災害",
    AlertKind.RIVER_FLOOD: "川の氾濫",
    AlertKind.STORM_SURGE: "高潮",
    AlertKind.STORM: "暴風",
    AlertKind.WAVES: "高波",
    AlertKind.HEAVY_SNOW: "大雪",
    AlertKind.WEATHER: "そのほかの天気の警報・注意報",
    AlertKind.BULLETIN: "気象防災速報",
    AlertKind.EARTHQUAKE: "地震",
    AlertKind.TSUNAMI: "津波",
    AlertKind.EVACUATION_ORDER: "避難情報",
    AlertKind.SHELTER: "避難所の開設・閉鎖",
    AlertKind.OCCURRENCE: "災害が起きたという知らせ",
    AlertKind.UNKNOWN: "種類のわからない電文",
}
STATUS: Final[Mapping[AlertStatus, str]] = {
    AlertStatus.REAL: "",
    AlertStatus.TRAINING: "訓練",
    AlertStatus.TEST: "試験",
}
"""What is real needs no mark."""
CHANGE: Final[Mapping[AlertChange, str]] = {
    AlertChange.ISSUED: "",
    AlertChange.CORRECTED: "訂正",
    AlertChange.CANCELLED: "取消",
    AlertChange.DELAYED: "遅れた発表",
}
SHELTER: Final[Mapping[ShelterState, str]] = {
    ShelterState.OPEN: "開いた",
    ShelterState.PERMANENT: "いつも開いている",
    ShelterState.CLOSED: "閉じた",
    ShelterState.UNOPENED: "まだ開いていない",
    ShelterState.UNKNOWN: "開いているか、わからない",
}
_KEPT: Final[Mapping[str, str]] = {
    Why.NOT_REAL: "訓練・試験のため、何もしていません。",
    Why.STALE: "古い発表か、期限の過ぎた発表のため、何もしていません。",
    Why.AHEAD: "発表の時刻がこれから先のため、何もしていません。時刻を確かめてください。",
    Why.OLDER: "これより新しい発表がもう届いていたため、何もしていません。",
    Why.OTHER_AREA: "市の地域の発表ではないため、何もしていません。",
    Why.BELOW: "市が決めた基準より低いため、何もしていません。",
    Why.LIFTED: "解除の発表です。何もしていません。",
    Why.CANCELLED: "取り消しです。もとの発表では何もしていないため、そのままです。",
    Why.UNKNOWN: "種類がわからないため、何もしていません。読んで確かめてください。",
    Why.NOT_ASKED_FOR: "市の設定で、提案しない種類のため、何もしていません。",
    Why.DECIDED: "職員が「送らない」と決めたこと、または閉じた事案のくり返しのため、何もしていません。",
}
_OPENINGS_KEPT: Final = "お知らせです。だれにも送っていません。"
_JOINED: Final = "もうある提案か事案と、同じできごとです。新しく送るものはありません。"
_WITHDREW: Final = "待っていた提案を取り下げました。だれにも送っていません。"
_GONE: Final = "提案しました。その記録は、保存期間がすぎて消えています。"
_PROPOSED: Final[Mapping[Aim, str]] = {
    Aim.OPEN: "安否をたずねる提案をしました",
    Aim.RAISE: "もう一度たずねる提案をしました",
    Aim.CORRECT: "訂正を知らせる提案をしました",
    Aim.CANCEL: "取り消しを知らせる提案をしました",
}
_STATE: Final[Mapping[ProposalState, str]] = {
    ProposalState.WAITING: "決めるのを待っています",
    ProposalState.CONFIRMED: "職員が送りました",
    ProposalState.CHANGED: "職員が変えて送りました",
    ProposalState.REFUSED: "職員が送らないと決めました",
    ProposalState.GONE: "自動で送りました",
    ProposalState.WITHDRAWN: "取り下げました",
    ProposalState.CLOSED: "事案を閉じたため、取り下げました",
}
_ENCODINGS: Final = frozenset({"utf-8", "shift_jis", "euc-jp", "iso-2022-jp"})
_EQUIVALENT_FROM = 3


def sent_by(alert: Alert) -> str:
    """CAP's sender stands at the head of its series."""
    if alert.source is AlertSource.CAP:
        sender = alert.series.removeprefix(UNKNOWN_SENDER).partition(",")[0]
        return f"{SOURCES[alert.source]} {sender}".strip()
    return SOURCES[alert.source]


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """With the day where it is not today's."""
    there = at.astimezone(zone)
    day = "" if there.date() == now.astimezone(zone).date() else f"{there.month}月{there.day}日 "
    return f"{day}{there.hour}:{there:%M}"


def strength(told: Strength, alert: Alert) -> str:
    """`警戒レベル4`, `警戒レベル4相当`, `震度5弱`; of another area, that it is one."""
    there = "" if told.own else "ほかの地域 "
    if told.level is None:
        return f"{there}{intensity(told.intensity)}"
    is_like = alert.is_equivalent and told.level >= _EQUIVALENT_FROM
    return f"{there}警戒レベル{told.level}{'相当' if is_like else ''}"


def became(arrived: Arrived) -> tuple[str, ...]:
    """A sentence for each proposal that stands on it, or why there is none."""
    if arrived.led:
        return tuple(_led(each) for each in arrived.led)
    if arrived.became == "join":
        return (_JOINED,)
    if arrived.became == "correct":
        return (_WITHDREW,)
    if arrived.alert.kind is AlertKind.SHELTER and arrived.became == Why.NOT_ASKED_FOR:
        return (_OPENINGS_KEPT,)
    return (_KEPT.get(arrived.became, _GONE),)


def _led(proposal: Proposal) -> str:
    return f"{_PROPOSED[proposal.aim]}(「{proposal.draft.title}」)。{_STATE[proposal.state]}。"


def beside(arrived: Arrived, now: datetime, zone: ZoneInfo) -> str:
    """Which one it corrects or takes back, and whether it was itself corrected or taken back. Empty: neither."""
    lines = []
    if arrived.alert.change in OF_WRONG:
        before, what = arrived.before, CHANGE[arrived.alert.change]
        of = f"{moment(before.issued, now, zone)}発表の「{before.title}」" if before else "届いていない発表"
        lines.append(f"{of}の{what}です。")
    if arrived.after and arrived.is_taken_back:
        done = "取り消されました" if arrived.after.change is AlertChange.CANCELLED else "訂正されました"
        lines.append(f"この発表は、{moment(arrived.after.issued, now, zone)}に{done}。")
    return "".join(lines)


def shelter(one: AnnouncedShelter, now: datetime, zone: ZoneInfo) -> str:
    """`東小学校 東町1-1 (避難所・10:20から・35人・定員200人)`; a number that nobody told is not named."""
    facts = (
        one.kind,
        f"{moment(one.since, now, zone)}から" if one.since else "",
        f"いま{one.headcount:,}人" if one.headcount is not None else "",
        f"定員{one.capacity:,}人" if one.capacity is not None else "",
    )
    inside = "・".join(each for each in facts if each)
    return " ".join(
        each for each in (one.name or "名前のない避難所", one.address, f"({inside})" if inside else "") if each
    )


def by_state(shelters: Sequence[AnnouncedShelter]) -> tuple[tuple[ShelterState, tuple[AnnouncedShelter, ...]], ...]:
    """In the order of `SHELTER`: what is open comes first."""
    groups = ((state, tuple(each for each in shelters if each.state is state)) for state in SHELTER)
    return tuple((state, found) for state, found in groups if found)


def heard(told: Heard) -> str:
    """For the board; empty where nothing came."""
    lines = (
        f"避難所が{told.shelters}か所開いています" if told.shelters else "",
        f"種類のわからない電文が{told.unknown}件あります" if told.unknown else "",
    )
    found = "。".join(each for each in lines if each)
    return f"{found}(この1日)。" if found else ""


def raw_text(raw: bytes, most: int) -> str:
    """As text, in the encoding that it names itself, else UTF-8; what is not text shows as such."""
    head = raw[:200].decode("ascii", errors="replace").lower().replace("'", '"')
    named = head.partition('encoding="')[2].partition('"')[0]
    text = raw.decode(named if named in _ENCODINGS else "utf-8", errors="replace")
    return text if len(text) <= most else f"{text[:most]}\n…(長いため、ここまで)"
