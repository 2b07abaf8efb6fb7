"""The words of the list of people and the list of visits: Japanese, short, the same as on the board. Pure."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.person_sight import PersonSight
from admin.showing import Profile
from admin.visits import Why
from bot.core.ladder import Ladder, Road
from bot.core.reports import Progress, Source, Standing
from bot.core.sightings import Absence
from bot.core.visits import VisitState
from bot.rules.urgency import Urgency

URGENCY: Mapping[Urgency, str] = {
    Urgency.NEEDS_RESCUE: "要救助",
    Urgency.MISSING: "行方不明",
    Urgency.POSSIBLE_DISTRESS: "助けが必要かも",
    Urgency.INJURED: "けが",
    Urgency.CONTESTED: "食いちがい",
    Urgency.SILENT_WITH_SUPPORT: "未回答(要支援)",
    Urgency.SILENT: "未回答",
    Urgency.UNCLEAR: "不明",
    Urgency.SAFE: "無事",
    Urgency.DEAD: "死亡",
}
ROAD: Mapping[Road, str] = {
    Road.REMINDER: "本人に再度",
    Road.FAMILY: "家族へ",
    Road.SUPPORTER: "支援者へ",
    Road.LEADER: "役員へ",
    Road.STAFF: "訪問の一覧へ",
}
STATE: Mapping[VisitState, str] = {
    VisitState.UNASSIGNED: "未割当",
    VisitState.HEADING: "向かっている",
    VisitState.MET: "会えた",
    VisitState.NOT_MET: "会えなかった",
    VisitState.NOT_NEEDED: "不要",
}
WHY: Mapping[Why, str] = {
    Why.CALLED: "助けを求める知らせがあります",
    Why.SILENT: "呼びかけても回答がありません",
    Why.BY_HAND: "職員が一覧にくわえました",
}
UNREACHED = "LINEもウェブもつながっていないため、呼びかけが届いていません"
ABSENCE: Mapping[Absence, str] = {
    Absence.AWAY: "留守でした",
    Absence.NO_ANSWER: "声をかけても返事がありませんでした",
    Absence.NO_FLAG: "旗が出ていませんでした",
    Absence.UNCHECKED: "まだ、だれも確かめていません",
}
CLOSED_MEANWHILE = "この事案は、すでに終わっています。"
CALLED_AGAIN = (
    "けがか、助けを求める知らせが、新しく届きました。まだ記録していません。読んでから、もう一度選んでください。"
)
NOT_TAKEN = "記録できませんでした。ページを開き直して、もう一度お試しください。"


def retracted(corrected: int | None) -> str:
    """`corrected` as in `bot.storage.staff_word.retracting.Outcome`."""
    match corrected:
        case None:
            return "報告を取り消しました。お伝えした安否も場所も変わらないため、だれにも送りません。"
        case 0:
            return (
                "報告を取り消しました。安否か、場所が変わりました。訂正を送れる人はいません。"
                "向かっている人がいれば、電話で伝えてください。"
            )
        case _:
            return f"報告を取り消しました。安否か、場所が変わったため、{corrected}人に訂正を送ります。"


def ladder_step(sight: PersonSight, ladder: Ladder) -> str:
    """How far the ladder has come with somebody silent: 「3/6 家族へ」."""
    if sight.progress is Progress.ANSWERED:
        return "―"
    if sight.asked_at is None:
        return "たずねていません"
    if not 0 < sight.steps <= len(ladder.steps):
        return "たずねた"
    return f"{sight.steps}/{len(ladder.steps)} {ROAD[ladder.steps[sight.steps - 1].road]}"


def on_record(sight: PersonSight) -> str:
    """What staff have on record, where the state does not say it already."""
    casualty = sight.standing.casualty
    if casualty is None or sight.urgency in (Urgency.MISSING, Urgency.DEAD):
        return ""
    return f"「{words.CASUALTY[casualty]}」の記録があります"


def wrote(sight: PersonSight) -> str:
    """Of somebody without an answer who has a phone in hand; of somebody protected no more than how urgent it is."""
    begun = sight.progress is Progress.BEGAN and isinstance(sight.subject, Profile)
    return "書きこみあり" if begun else ""


def since(sight: PersonSight, now: datetime, zone: ZoneInfo) -> str:
    """When it was said; of the silent, when they were asked."""
    at = sight.standing.said_at or sight.standing.casualty_at
    if at is not None:
        return words.clock_time(at, now, zone)
    return f"{words.clock_time(sight.asked_at, now, zone)}から" if sight.asked_at else ""


def said_by(standing: Standing) -> str:
    """本人 · 家族(娘) · 町内会の役員 [黄色い旗]"""
    source = standing.source or (Source.STAFF if standing.casualty else None)
    return words.told_by(source, standing.label, standing.sighting) if source else ""


def needs_of(standing: Standing) -> str:
    return "、".join(words.NEED[each] for each in standing.needs or ())


def where_of(standing: Standing) -> str:
    return words.WHEREABOUTS[standing.whereabouts] if standing.whereabouts else ""
