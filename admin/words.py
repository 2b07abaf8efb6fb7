"""The console's words: Japanese, short, the same as on the phones. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from admin.board import Section, Team
from bot.core.going import Going
from bot.core.incidents import Hazard
from bot.core.people import RelationKind
from bot.core.records import NoticeKind
from bot.core.reports import Casualty, Refuge, Source, Spot, Standing
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Need, Whereabouts
from bot.rules.triggers.ranks import IN_WORDS, INTENSITIES

KIND: Mapping[NoticeKind, str] = {
    NoticeKind.RESCUE: "助けてほしい",
    NoticeKind.POSSIBLE_DISTRESS: "助けが必要かもしれない",
    NoticeKind.INJURY: "けが",
    NoticeKind.CONTESTED: "食いちがい",
    NoticeKind.REPORT_WITHOUT_INCIDENT: "事案のない報告",
    NoticeKind.UNVERIFIED_REPORT: "本人未確認の報告",
    NoticeKind.HANDOFF: "引き継ぎ",
    NoticeKind.UNDELIVERED: "届かなかった知らせ",
    NoticeKind.CONSENT_DIFFERS: "同意の食いちがい",
    NoticeKind.SUBJECT_UNKNOWN: "名簿にない人のログイン",
    NoticeKind.CONSENT_ENDED: "終わった同意",
    NoticeKind.ACCOUNT_LINKED: "支援措置の方の新しい窓口",
    NoticeKind.ROLL_CALL: "見回りの報告",
    NoticeKind.ALERT_PROPOSED: "警報からの提案",
    NoticeKind.QUIET_SILENCE: "見守りの返事なし",
}
WORLD: Mapping[bool, str] = {False: "実災害", True: "【訓練】"}
"""By whether it is a drill."""
SECTION: Mapping[Section, str] = {
    Section.GO: "だれかが行く必要のある人",
    Section.INJURY: "けが",
    Section.CONTESTED: "食いちがい",
    Section.REPORT_WITHOUT_INCIDENT: "事案のない報告",
    Section.UNVERIFIED_REPORT: "本人未確認の報告",
    Section.HANDOFF: "引き継ぎ",
    Section.UNDELIVERED: "届かなかった知らせ",
    Section.CONSENT_DIFFERS: "同意の食いちがい",
    Section.SUBJECT_UNKNOWN: "名簿にない人のログイン",
    Section.CONSENT_ENDED: "終わった同意",
    Section.ACCOUNT_LINKED: "支援措置の方の新しい窓口",
    Section.ROLL_CALL: "見回りの報告",
    Section.ALERT_PROPOSED: "警報からの提案",
    Section.QUIET_SILENCE: "見守りの返事なし",
}
SECTION_MEANS: Mapping[Section, str] = {
    Section.QUIET_SILENCE: "見守りのあいさつに返事がなく、連絡先の方にも知らせられません。電話などで確かめてください。",
    Section.GO: "新しい順です。出動したら「対応した」を押してください。",
    Section.INJURY: "けがをした人",
    Section.CONTESTED: "無事という人と、そうでないという人がいます。電話などで確かめてください。",
    Section.REPORT_WITHOUT_INCIDENT: "事案を開いていないときに届いた報告",
    Section.UNVERIFIED_REPORT: "名簿の人と結びついていない人からの報告",
    Section.HANDOFF: "職員が引き継ぐ連絡",
    Section.UNDELIVERED: "LINEなどで届けられなかった人",
    Section.CONSENT_DIFFERS: "都市OSとAnpiで同意がちがいます。きびしいほうで止めています。本人に確かめてください。",
    Section.SUBJECT_UNKNOWN: "都市OSでログインしましたが、名簿に結びつく人がいません。窓口で確かめてください。",
    Section.CONSENT_ENDED: "市が見るための同意を、ご本人が終えました。これからは使わないでください。",
    Section.ALERT_PROPOSED: "発表が取り消されたか変わって、取り下げた提案です。読んだら「対応した」を押してください。",
    Section.ROLL_CALL: "名前のないところ、班まとめての報告、会えなかった家です。名簿と合わせて確かめてください。",
    Section.ACCOUNT_LINKED: "ほかの窓口には知らせていません。おぼえがなければ `anpi people untie` で外してください。",
}
HAZARD: Mapping[Hazard, str] = {
    Hazard.EARTHQUAKE: "地震",
    Hazard.FLOOD: "洪水・大雨",
    Hazard.INLAND_FLOOD: "内水氾濫",
    Hazard.LANDSLIDE: "土砂災害",
    Hazard.STORM_SURGE: "高潮",
    Hazard.TSUNAMI: "津波",
    Hazard.FIRE: "大規模な火事",
    Hazard.VOLCANO: "火山",
    Hazard.TYPHOON: "台風・暴風",
    Hazard.SNOW: "大雪",
    Hazard.OTHER: "その他",
}
CONDITION: Mapping[Condition, str] = {
    Condition.SAFE: "無事",
    Condition.INJURED: "けが",
    Condition.NEEDS_RESCUE: "要救助",
    Condition.UNKNOWN: "不明",
}
CASUALTY: Mapping[Casualty, str] = {Casualty.MISSING: "行方不明", Casualty.DEAD: "死亡"}
WHEREABOUTS: Mapping[Whereabouts, str] = {
    Whereabouts.HOME: "自宅",
    Whereabouts.SHELTER: "避難所",
    Whereabouts.EVACUATING: "避難中",
    Whereabouts.ELSEWHERE: "その他の場所",
}
REFUGE: Mapping[Refuge, str] = {
    Refuge.CAR: "車中泊",
    Refuge.KIN: "親せき・知人の家",
    Refuge.UPSTAIRS: "自宅の上の階",
    Refuge.HOTEL: "宿",
    Refuge.OTHER: "その他の場所",
}
NEED: Mapping[Need, str] = {
    Need.WATER: "水",
    Need.FOOD: "食べ物",
    Need.MEDICINE: "薬",
    Need.POWER: "電気",
    Need.FUEL: "燃料",
    Need.BLANKET: "毛布",
    Need.TOILET: "トイレ",
    Need.BABY: "赤ちゃん用品",
    Need.OTHER: "その他",
}
SEEN: Mapping[Seen, str] = {
    Seen.YELLOW_FLAG: "黄色い旗",
    Seen.DOOR_CARD: "玄関の札",
    Seen.VISIT: "訪問",
    Seen.TRACES: "家の様子",
    Seen.HEARSAY: "人から聞いた",
    Seen.TELEPHONE: "電話",
    Seen.UNSAID: "",
}
"""How somebody knows it who told of many; empty: they did not say."""
SOURCE: Mapping[Source, str] = {
    Source.SELF: "本人",
    Source.FAMILY: "家族",
    Source.SUPPORTER: "支援者",
    Source.LEADER: "町内会の役員",
    Source.COMMISSIONER: "民生委員",
    Source.STAFF: "職員",
    Source.UNVERIFIED: "名簿と結びついていない人",
}
RELATION: Mapping[RelationKind, str] = {
    RelationKind.FAMILY: "家族",
    RelationKind.SUPPORTER: "支援者",
    RelationKind.CARE_MANAGER: "ケアマネジャー",
}
WORDLESS: Mapping[NoticeKind, str] = {
    NoticeKind.QUIET_SILENCE: "見守りの返事が続けてありません。連絡先の方には知らせられませんでした。",
    NoticeKind.POSSIBLE_DISTRESS: "ことばはありません(音声など)。電話で確かめてください。",
    NoticeKind.HANDOFF: "「職員と話したい」、または自動で答えられなかった連絡です。",
    NoticeKind.UNDELIVERED: "知らせが届いていません。ほかの方法で連絡してください。",
    NoticeKind.CONSENT_DIFFERS: "都市OSとAnpiで同意がちがいます。きびしいほうで止めています。",
    NoticeKind.SUBJECT_UNKNOWN: "ログインした人が名簿に見つかりません。",
    NoticeKind.CONSENT_ENDED: "市が見るための同意が終わりました。これからは使わないでください。",
    NoticeKind.ACCOUNT_LINKED: "新しい窓口がつながりました。決めてある連絡のしかたで、ご本人に確かめてください。",
}

WITHHELD = "非公開(DV等支援措置)"
WITHHELD_ASK = (
    "名前・住所・電話・ことばは表示しません。"
    "市の住民基本台帳の窓口(支援措置の担当)に受付番号を伝えて、確かめてください。"
)
UNKNOWN_DISTRICT = "市外・地区不明"
NAMELESS = {False: "名前のわからない人", True: "宛先の記録がない知らせ"}
"""Who it is about is not known; by whether it is a letter that did not arrive."""
_LEVELS = frozenset("12345")
_INTENSITY = dict(zip(INTENSITIES, IN_WORDS, strict=True))


def whereabouts(where: Whereabouts, refuge: Refuge | None) -> str:
    """車中泊 rather than その他の場所, where it was said."""
    return REFUGE[refuge] if refuge is not None else WHEREABOUTS[where]


def level_of(hazard: Hazard, level: str) -> str:
    """「警戒レベル4」, 「震度5強」: as the phones say it; what staff wrote in words of their own, as they wrote it."""
    if hazard is Hazard.EARTHQUAKE and level:
        return f"震度{level.removeprefix('震度')}"
    return f"警戒レベル{level}" if level in _LEVELS else level


def intensity(felt: str) -> str:
    """「震度5弱」 of the JMA's `5-`; what it has not defined, as it came."""
    return f"震度{_INTENSITY.get(felt, felt)}"


def state_of(standing: Standing, unknown: str) -> str:
    """無事; 死亡; 行方不明・要救助: what staff have on record beside how somebody is, as far as it is known."""
    on_record = CASUALTY[standing.casualty] if standing.casualty else ""
    condition = CONDITION[standing.condition] if standing.condition else ""
    return "・".join(each for each in (on_record, condition) if each) or unknown


def told_by(source: Source, label: str, seen: Seen | None) -> str:
    """家族(娘); 町内会の役員 [黄色い旗]: a flag that was seen is less than somebody who was met."""
    how = SEEN[seen] if seen else ""
    return f"{SOURCE[source]}{f'({label})' if label else ''}{f' [{how}]' if how else ''}"


def number_of(notice: str) -> str:
    """What staff say on the telephone for a notice."""
    return f"{notice[:4]}-{notice[4:8]}".upper()


def place(spot: Spot) -> str:
    """Words, degrees (five decimals: a metre), or both."""
    degrees = f"北緯{spot.latitude:.5f} 東経{spot.longitude:.5f}" if _has_degrees(spot) else ""
    return " ".join(each for each in (spot.words or "", degrees) if each)


def _has_degrees(spot: Spot) -> bool:
    return spot.latitude is not None and spot.longitude is not None


def clock_time(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """14:03, with the day where it was another one."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    day = "" if there.date() == here.date() else f"{there.month}/{there.day} "
    return f"{day}{there.hour}:{there.minute:02}"


def former(incident: str) -> str:
    """Of a card whose incident is closed, beside those of one that is open."""
    return f"前の事案: {incident}" if incident else ""


def going(way: Going, zone: ZoneInfo) -> str:
    """家族(娘)が向かっています(14:05)"""
    label = f"({way.label})" if way.label else ""
    return f"{RELATION[way.kind]}{label}が向かっています({clock_time(way.said_at, way.said_at, zone)})"


def heading(team: Team, zone: ZoneInfo) -> str:
    """消防2班が向かっています(17:06)"""
    return f"{team.assigned or '訪問の担当'}が向かっています({clock_time(team.since, team.since, zone)})"


def ago(at: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that says something."""
    passed = now - at
    if passed < timedelta(minutes=1):
        return "たった今"
    if passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)}分前"
    if passed < timedelta(days=1):
        return f"{passed // timedelta(hours=1)}時間前"
    return f"{passed.days}日前"
