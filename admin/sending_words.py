"""What the pages for sending say: whom a message is for, who may send, how far it has come. Pure."""

from collections.abc import Mapping

from admin.queries.choices import Choices
from admin.words import HAZARD
from bot.core.audience import Answer, AtHome, Audience
from bot.core.language import Language
from bot.core.people import Office
from bot.storage.announcements import Progress

OFFICE: Mapping[Office, str] = {
    Office.LEADER: "町内会・自主防災の役員",
    Office.WELFARE_COMMISSIONER: "民生委員",
    Office.CARE_MANAGER: "ケアマネジャー",
    Office.SHELTER_STAFF: "避難所の担当",
    Office.CITY_STAFF: "市の職員",
    Office.CITY_MANAGER: "市の管理職",
}
LANGUAGE: Mapping[Language, str] = {
    Language.JAPANESE: "日本語",
    Language.PLAIN_JAPANESE: "やさしい日本語",
    Language.ENGLISH: "英語",
}
ANSWER: Mapping[Answer, str] = {
    Answer.ASKED: "安否をたずねた全員",
    Answer.SILENT: "まだ回答のない人",
    Answer.ANSWERED: "回答した人",
}
SUPPORTED = "避難に時間のかかる方と、手伝う方"
MAY_NOT = (
    "お知らせを送る、事案を開く。この2つは、職員IDでサインインした市の職員だけができます。"
    "コードだけで入っているか、役割がないため、いまはできません。ほかのページは、そのまま使えます。"
)


def whom(audience: Audience, choices: Choices) -> str:
    """一箕地区 ・ 避難に時間のかかる方と、手伝う方 ・ 浸水 0.5m以上"""
    areas = [choices.name_of(each) for each in audience.districts]
    areas += [f"{choices.name_of(each.district)} {each.name}" for each in audience.blocks]
    if audience.incident:
        title = next((each.title for each in choices.incidents if each.id == audience.incident), audience.incident)
        areas = [f"「{title}」で{ANSWER[audience.answer]}", *areas]
    parts = ["、".join(areas) or "市全体"]
    parts += [SUPPORTED] if audience.supported else []
    parts += ["、".join(map(_home, audience.hazards))] if audience.hazards else []
    parts += ["、".join(OFFICE[each] for each in audience.offices)] if audience.offices else []
    parts += ["、".join(LANGUAGE[each] for each in audience.languages)] if audience.languages else []
    return " ・ ".join(parts)


def _home(each: AtHome) -> str:
    depth = f" {each.depth:g}m以上" if each.depth else ""
    return f"自宅の{HAZARD[each.hazard]}{depth}{'(特別警戒区域)' if each.special else ''}"


def going(progress: Progress, *, narrow: bool) -> str:
    if narrow:
        failed = " 送れなかったものがあります(安否ボードに出ます)。" if progress.failed else ""
        return f"{'送っています…' if progress.waiting else '送り終わりました。'}{failed}"
    if not progress.total:
        return "送る相手がいません。"
    failed = f" 送れなかったもの {progress.failed}件(安否ボードに出ます)。" if progress.failed else ""
    done = "送り終わりました。" if not progress.waiting else "送っています…"
    return f"{done} {progress.sent} / {progress.total}件{failed}"
