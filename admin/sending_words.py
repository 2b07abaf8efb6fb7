"""What the pages for sending say: who it reaches, what it costs, what happens where messages run short. Pure."""

from collections.abc import Mapping, Sequence

from admin.queries.choices import Choices
from bot.core.audience import Answer, AtHome, Audience, Rank
from bot.core.incidents import Hazard
from bot.core.language import Language
from bot.core.people import Office
from bot.core.quota import Quota
from bot.rules.sending import share
from bot.storage.announcements import Progress
from bot.storage.parting import Preview

OFFICE: Mapping[Office, str] = {
    Office.LEADER: "町内会・自主防災の役員",
    Office.WELFARE_COMMISSIONER: "民生委員",
    Office.CARE_MANAGER: "ケアマネジャー",
    Office.SHELTER_STAFF: "避難所の担当",
    Office.CITY_STAFF: "市の職員",
    Office.CITY_MANAGER: "市の責任者",
}
LANGUAGE: Mapping[Language, str] = {
    Language.JAPANESE: "日本語",
    Language.PLAIN_JAPANESE: "やさしい日本語",
    Language.ENGLISH: "英語",
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
ANSWER: Mapping[Answer, str] = {
    Answer.ASKED: "安否をたずねた全員",
    Answer.SILENT: "まだ回答のない人",
    Answer.ANSWERED: "回答した人",
}
_RANK: Mapping[Rank, str] = {
    Rank.SUPPORT: "支援が必要な方",
    Rank.HAZARD: "自宅に危険がある方",
    Rank.OTHERS: "そのほかの方",
    Rank.CAN_WAIT: "離れて住む家族と役員",
}
HELD = "離れて住む家族と役員 {}人には、すぐには送りません。LINEで話しかけてきたときに、無料の返信で届きます。"
MAY_NOT = (
    "お知らせを送る、事案を開く。この2つは、名前でサインインした市の職員だけができます。"
    "いまは共通のコードだけのサインインか、その役職のない方です。ほかのページは、そのまま使えます。"
)


def whom(audience: Audience, choices: Choices) -> str:
    """一箕地区 ・ 支援が必要な方と、手伝う方 ・ 浸水 0.5m以上"""
    areas = [choices.name_of(each) for each in audience.districts]
    areas += [f"{choices.name_of(each.district)} {each.name}" for each in audience.blocks]
    if audience.incident:
        title = next((each.title for each in choices.incidents if each.id == audience.incident), audience.incident)
        areas = [f"「{title}」で{ANSWER[audience.answer]}", *areas]
    parts = ["、".join(areas) or "市全体"]
    parts += ["支援が必要な方と、手伝う方"] if audience.supported else []
    parts += ["、".join(map(_home, audience.hazards))] if audience.hazards else []
    parts += ["、".join(OFFICE[each] for each in audience.offices)] if audience.offices else []
    parts += ["、".join(LANGUAGE[each] for each in audience.languages)] if audience.languages else []
    return " ・ ".join(parts)


def _home(each: AtHome) -> str:
    depth = f" {each.depth:g}m以上" if each.depth else ""
    return f"自宅の{HAZARD[each.hazard]}{depth}{'(特別警戒区域)' if each.special else ''}"


def cost(preview: Preview, quota: Quota | None) -> str:
    if not preview.cost:
        return "LINEの通数はかかりません。"
    said = f"LINE {preview.cost}通を使います(1人に1通。返信は無料)。"
    if quota is None:
        return f"{said}今月の残りは分かりません(LINEから答えがありません)。"
    if quota.left is None:
        return f"{said}今月の上限はありません。"
    after = f"送ると残り{quota.left - preview.cost}通です。" if quota.left >= preview.cost else ""
    return f"{said}今月の残りは{quota.left}通。{after}"


def shortage(preview: Preview, quota: Quota | None) -> Sequence[str]:
    """Nothing where there is enough, or nobody knows."""
    shares = share(preview.wanted, quota.left if quota else None)
    if not shares.is_short:
        return ()
    lines = ["通数が足りません。支援が必要な方、自宅に危険がある方、そのほかの方の順に送ります。"]
    for rank in sorted(preview.wanted):
        if rank is not Rank.CAN_WAIT:
            waiting = shares.waiting.get(rank, 0)
            rest = f"、{waiting}人は通数がふえるまで待ちます" if waiting else ""
            lines.append(f"{_RANK[rank]}: {shares.now.get(rank, 0)}人にすぐ送ります{rest}。")
    if shares.held:
        lines.append(HELD.format(shares.held))
    lines.append("通数は、LINE公式アカウントの管理画面でプランを上げると、すぐふえます。")
    return tuple(lines)


def going(progress: Progress) -> str:
    if not progress.total:
        return "送る相手がいません。"
    failed = f" 送れなかったもの {progress.failed}件(安否ボードに出ます)。" if progress.failed else ""
    done = "送り終わりました。" if not progress.waiting else "送っています…"
    return f"{done} {progress.sent} / {progress.total}件{failed}"
