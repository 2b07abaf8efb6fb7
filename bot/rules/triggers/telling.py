"""What staff read of a proposal: what it would do, what announced it, and what to look at first."""

from collections.abc import Sequence
from typing import Final

from bot.core.alerts import Alert, AlertSource
from bot.core.people import District
from bot.core.proposals import OF_WRONG, Aim, Proposal, ProposalId, Whom

MAX_WORDS: Final = 500

SOURCES: Final = {
    AlertSource.JMA: "出典：気象庁",
    AlertSource.L_ALERT: "Lアラート",
    AlertSource.RESCUENOW: "レスキューナウ",
    AlertSource.CAP: "CAP",
}
"""The JMA's data may be used again where it is named as the source (standards.md 4.3)."""
_AIMS: Final = {
    Aim.OPEN: "事案を開いて、安否をたずねる提案です",
    Aim.RAISE: "開いている事案のレベルを上げて、もう一度たずねる提案です",
    Aim.CORRECT: "訂正を知らせる提案です",
    Aim.CANCEL: "取り消しを知らせる提案です",
}
WHOM: Final = {Whom.EVERYBODY: "全員", Whom.SUPPORTED: "避難に時間のかかる方と、手伝う方"}


def words_of(proposal: Proposal, alert: Alert, known: Sequence[District]) -> str:
    draft = proposal.draft
    level = f"（{draft.level}）" if draft.level else ""
    names = {each.id: each.name for each in known}
    where = "、".join(names.get(each, each) for each in draft.districts) or "市全体"
    whom = "たずねた方" if proposal.aim in OF_WRONG else WHOM[draft.whom]
    lines = (
        f"{proposal.id}: {_AIMS[proposal.aim]}。",
        f"{draft.title}{level}。対象: {where}の{whom}。",
        *draft.notes,
        f"{alert.title}（{SOURCES[alert.source]}）",
    )
    return "\n".join(lines)[:MAX_WORDS]


def words_of_withdrawn(ids: Sequence[ProposalId], alert: Alert) -> str:
    told = f"{'、'.join(ids)}: もとの発表が取り消されたか変わったため、提案を取り下げました。"
    return f"{told}\n{alert.title}（{SOURCES[alert.source]}）"[:MAX_WORDS]
