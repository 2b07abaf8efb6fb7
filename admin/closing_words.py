"""What closing an incident means for what is under way: talks with staff, and proposals that nobody decided. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.emergencies import Declared
from admin.words import clock_time, level_of
from bot.core.ids import DistrictId
from bot.core.proposals import Aim, Proposal

_WHAT: Mapping[Aim, str] = {
    Aim.OPEN: "安否をたずねる提案",
    Aim.RAISE: "もう一度たずねる提案",
    Aim.CORRECT: "訂正を知らせる提案",
    Aim.CANCEL: "取り消しを知らせる提案",
}
FALLS = "決めていない提案を、取り下げます。だれにも送りません。送るものは、先に送ってください。"
STAYS = "次の提案は、閉じても待ち続けます。まだたずねていない地区か、より重い発表です。送ると、新しい事案が開きます。"


@dataclass(frozen=True, slots=True)
class Left:
    """Who still needs somebody: people who need rescue, notices that nobody dealt with, visits that nobody made."""

    rescue: int = 0
    notices: int = 0
    visits: int = 0

    def is_more_than(self, other: "Left") -> bool:
        return self.rescue > other.rescue or self.notices > other.notices or self.visits > other.visits


@dataclass(frozen=True, slots=True)
class UnderWay:
    """With how many people staff talk; a line for each proposal that closing takes back, or leaves waiting.

    `declared`: emergencies that go on; a drill never has one.
    """

    talks: int = 0
    falls: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    left: Left = Left()
    declared: tuple[Declared, ...] = ()

    def asks_anew(self, seen: "UnderWay") -> bool:
        """Whether whoever read `seen` has to read again; fewer who need somebody change no mind."""
        return replace(self, left=Left()) != replace(seen, left=Left()) or self.left.is_more_than(seen.left)


def still_left(left: Left) -> str:
    """「要救助 1人・対応していない知らせ 3件・訪問 29件が残っています。」 Empty where nothing is left."""
    counted = (("要救助", left.rescue, "人"), ("対応していない知らせ", left.notices, "件"), ("訪問", left.visits, "件"))
    several = "・".join(f"{what} {number:,}{unit}" for what, number, unit in counted if number)
    return f"{several}が残っています。" if several else ""


def waits(proposal: Proposal, names: Mapping[DistrictId, str], city: str, now: datetime, zone: ZoneInfo) -> str:
    """`names`: of the city's districts."""
    draft = proposal.draft
    level = f"({level_of(draft.hazard, draft.level)})" if draft.level else ""
    where = "・".join(names.get(each, each) for each in draft.districts) or f"{city}の全域"
    goes = f" {clock_time(proposal.goes_at, now, zone)}に自動で送ります。" if proposal.goes_at else ""
    since = clock_time(proposal.made_at, now, zone)
    return f"「{draft.title}」{level} {where}: {_WHAT[proposal.aim]}({since}から)。{goes}"
