"""What a proposal says to staff: what was announced, what would happen and to how many, what became of it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from admin import preview_words
from admin.proposals import Decided, Pending
from admin.words import intensity, level_of
from bot.core.alerts import Alert, AlertArea
from bot.core.proposals import Aim, Draft, ProposalState, Whom
from bot.rules.headcount import is_narrow
from bot.rules.triggers.telling import SOURCES, WHOM
from bot.storage.alerts import CarriedOut, NotCarriedOut, Obstacle, Stays
from bot.storage.alerts.meaning import audience_of_draft
from bot.storage.questions import Audience

MOST_AREAS = 6
LONGEST_HEADLINE = 200

AIM: Mapping[Aim, str] = {
    Aim.OPEN: "事案を開いて、安否をたずねる",
    Aim.RAISE: "開いている事案のレベルを上げて、もう一度たずねる",
    Aim.CORRECT: "訂正を知らせる",
    Aim.CANCEL: "取り消しを知らせる",
}
STATE: Mapping[ProposalState, str] = {
    ProposalState.WAITING: "待っています",
    ProposalState.CONFIRMED: "送りました",
    ProposalState.CHANGED: "変えて送りました",
    ProposalState.REFUSED: "送りませんでした",
    ProposalState.GONE: "自動で送りました",
    ProposalState.WITHDRAWN: "発表が変わったため、取り下げました",
    ProposalState.CLOSED: "事案を閉じたため、取り下げました",
}
NOT_SENT: Mapping[Obstacle, str] = {
    Obstacle.NOT_WAITING: "ほかの職員が、先に決めていました。下の「決めた提案」を見てください。",
    Obstacle.NOT_REAL: "もとの発表に、実際のものでない発表があります。だれにも送らず、取り下げました。",
    Obstacle.CLOSED: "もとの事案は、もう閉じています。だれにも送らず、取り下げました。",
}
NOT_NOW: Mapping[Obstacle, str] = {
    Obstacle.NOT_WAITING: NOT_SENT[Obstacle.NOT_WAITING],
    Obstacle.NOT_REAL: NOT_SENT[Obstacle.NOT_REAL],
    Obstacle.CLOSED: "もとの事案は、もう閉じています。だれにも送れません。「送らない」を押してください。",
}
OTHERS = NOT_SENT[Obstacle.NOT_WAITING]
WAITS_AGAIN = "提案に戻しました。自動では送りません。"
STAYS: Mapping[Stays, str] = {
    Stays.NOT_REFUSED: "ほかの職員が、先に決めていました。",
    Stays.TOO_LATE: "10分を過ぎたため、提案に戻せません。",
    Stays.OVERTAKEN: "そのあとに新しい発表があったため、提案に戻せません。新しい発表を確かめてください。",
}
_STAYS = "集まった回答は消えません。"
NOT_ENTITLED = "名簿に、決める役割(市の職員・管理職)がありません。だれにも送っていません。"
NOT_TAKEN = "この内容では送れません。「変えて送る」で、地区を確かめてください。"


def where(names: Sequence[str], city: str) -> str:
    return "・".join(names) or f"{city}の全域"


def what_happens(pending: Pending, draft: Draft, names: Sequence[str], asked: Audience, city: str) -> str:
    """In plain words, with the number: what one tap does. `names`: of the draft's districts."""
    mark = "【訓練】" if pending.proposal.drill else ""
    there, people = where(names, city), number(asked, draft, pending.proposal.aim)
    of_them = f"{there}で" if names else ""
    people += f"({WHOM[draft.whom]})" if draft.whom is Whom.SUPPORTED else ""
    level = f"({level_of(draft.hazard, draft.level)})" if draft.level else ""
    match pending.proposal.aim:
        case Aim.OPEN:
            return f"{mark}{there}の{people}に、「{draft.title}」{level}の安否をたずねます。"
        case Aim.RAISE:
            return f"{mark}{there}の{people}に、「{draft.title}」{level}として、もう一度たずねます。"
        case Aim.CORRECT:
            return f"{mark}{of_them}たずねた{people}に、訂正「{draft.title}」{level}を知らせます。{_STAYS}"
        case Aim.CANCEL:
            return f"{mark}{of_them}たずねた{people}に、取り消しを知らせます。{_STAYS}"
        case unknown:
            assert_never(unknown)


def number(asked: Audience, draft: Draft, aim: Aim) -> str:
    return preview_words.people(asked.asked, narrow=is_narrow(audience_of_draft(aim, draft)))


def reaches_of(asked: Audience, draft: Draft, aim: Aim) -> str:
    """Before it is sent; empty where so few are meant that it would tell of one of them."""
    narrow = is_narrow(audience_of_draft(aim, draft))
    return preview_words.roads(asked, narrow=True) if narrow else reaches(asked)


def reaches(asked: Audience) -> str:
    """Somebody with both roads counts in both."""
    roads = f"LINE {asked.by_line:,}人、ウェブ {asked.by_web:,}人"
    return f"{roads}、どちらもない人 {asked.unreachable:,}人(電話や訪問が必要です)" if asked.unreachable else roads


def goes(goes_at: datetime, now: datetime) -> str:
    left = goes_at - now
    if left <= timedelta(0):
        return "自動で送る時刻になりました。まもなく送られます。"
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    return f"あと{minutes}分{seconds:02}秒で、自動で送ります。"


def announced(alert: Alert, city: str) -> str:
    """The city's own areas first; of a thousand others the first few."""
    told = [each for each in alert.areas if each.announced or each.intensity]
    ours = sorted(told, key=lambda each: each.name not in city and city not in each.name)
    rest = f" ほか{len(ours) - MOST_AREAS}地域" if len(ours) > MOST_AREAS else ""
    return "、".join(map(_area, ours[:MOST_AREAS])) + rest


def _area(area: AlertArea) -> str:
    strength = intensity(area.intensity) if area.intensity else ""
    lifted = "(解除)" if area.lifted else ""
    return f"{area.name} {area.announced or strength}{lifted}"


def source(alert: Alert) -> str:
    return f"{alert.title}({SOURCES[alert.source]})"


def became(done: CarriedOut | NotCarriedOut) -> str:
    if isinstance(done, NotCarriedOut):
        return NOT_SENT[done.why]
    if is_narrow(audience_of_draft(done.proposal.aim, done.proposal.draft)):
        return "送りました。"
    spent = f"LINE {done.messages}通を使います。" if done.messages else ""
    held = preview_words.HELD if done.held else ""
    return f"送りました。{done.audience.asked:,}人が対象です({reaches(done.audience)})。{spent}{held}"


def decided_line(decided: Decided, at: str) -> str:
    proposal = decided.proposal
    mark = "【訓練】" if proposal.drill else ""
    by = f" ・ {decided.by}さん" if decided.by else ""
    return f"{at} {STATE[proposal.state]} ・ {mark}{proposal.draft.title}{by}"
