"""A mailing against what is left of the month's LINE messages: who is written to, and who is held back. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.audience import Fit, Rank
from bot.core.events import Channel
from bot.core.ids import MailingId
from bot.core.language import Language
from bot.core.letters import Letter
from bot.rules.headcount import FEWEST
from bot.rules.sending import share
from bot.storage.questions import Addressee, Audience, audience_of, once

_SETS = ((True, False), (False, True), (False, False))
"""`leaving` and `may_help` of each set of people with words of their own."""


@dataclass(frozen=True, slots=True)
class Means:
    """`left`: LINE messages of this month; None: no limit, or not known. `mailing`: what the letters belong to."""

    mailing: MailingId | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """`messages`: letters' recipients on LINE, each of which costs one; `held`: accounts that wait for a reply.

    `narrow`: as the look before counted them, for no number may tell of one person (bot.rules.headcount).
    """

    audience: Audience
    messages: int
    held: int = 0
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Parted:
    """`held`: on LINE, until they write by themselves."""

    now: Sequence[Addressee]
    held: tuple[Addressee, ...] = ()


def part(addressees: Sequence[Addressee], left: int | None) -> Parted:
    """Who can wait is held back on LINE where the quota is short; the web chat costs nothing."""
    if left is None:
        return Parted(addressees)
    everybody = once(addressees)
    if not share(_wanted(everybody), left).held:
        return Parted(everybody)
    held = frozenset(each for each in everybody if each.rank is Rank.CAN_WAIT and each.channel is Channel.LINE)
    return Parted(
        tuple(each for each in everybody if each not in held), tuple(each for each in everybody if each in held)
    )


def cost(letters: Iterable[Letter]) -> int:
    """LINE messages: one for each recipient."""
    return sum(len(each.recipients) for each in letters if each.channel is Channel.LINE)


@dataclass(frozen=True, slots=True)
class Preview:
    """Before sending: how many people by which road, and the LINE messages by rank."""

    audience: Audience
    wanted: Mapping[Rank, int]
    fits: tuple[tuple[Fit, int], ...] = ()
    """What words may depend on but the language, with how many accounts each; the most first."""
    waiting: int = 0
    """LINE messages that wait in the outbox: LINE has not counted them yet, and they go before."""
    narrow: bool = False
    """Chosen so narrowly that no number may tell of one person (bot.rules.headcount)."""
    sites_of: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    """By sites, the names of the districts whose they are."""

    @property
    def cost(self) -> int:
        return sum(self.wanted.values())

    def left(self, by_line: int | None) -> int | None:
        """What can still be spent of `by_line`, what LINE says is left of the month; None: no limit, or not known."""
        return None if by_line is None else max(by_line - self.waiting, 0)


def preview_of(asked: int, addressees: Sequence[Addressee], *, waiting: int = 0, narrow: bool = False) -> Preview:
    """`asked`: people, those among them that nobody can write to."""
    everybody = once(addressees)
    fits = _either(everybody) if narrow else _counted(everybody)
    return Preview(audience_of(asked, addressees), _wanted(everybody), fits, waiting, narrow, _sites_of(everybody))


def _sites_of(everybody: Iterable[Addressee]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for each in everybody:
        if each.sites:
            found[each.sites].add(each.sites_of)
    return {sites: tuple(sorted(names)) for sites, names in found.items()}


def _counted(everybody: Iterable[Addressee]) -> tuple[tuple[Fit, int], ...]:
    alike = Counter(replace(each.fit, language=Language.JAPANESE) for each in everybody)
    return tuple(alike.most_common())


def _either(everybody: Sequence[Addressee]) -> tuple[tuple[Fit, int], ...]:
    """All sets of words, whoever is among them: which of them there are would tell of somebody."""
    places = {} if len(everybody) < FEWEST else dict.fromkeys((each.sites, each.opened) for each in everybody)
    return tuple(
        (Fit(leaving=leaving, sites=sites, opened=opened, may_help=may_help), 0)
        for sites, opened in places or (((), ()),)
        for leaving, may_help in _SETS
    )


def _wanted(everybody: Iterable[Addressee]) -> Mapping[Rank, int]:
    return Counter(each.rank for each in everybody if each.channel is Channel.LINE)
