"""What many get alike, as letters: who gets which words on which account, and in which order. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import NamedTuple

from bot.core.audience import Fit, Rank
from bot.core.events import Channel
from bot.core.ids import MessageId, PersonId, derived_id
from bot.core.incidents import Incident
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.records import Priority
from bot.core.replies import Reply, Speech
from bot.rules.sending import order, rank_of

MULTICAST = 500
"""LINE's limit of recipients in one call (line.md 10.5)."""

_LINE_USER = re.compile(r"U[0-9a-f]{32}", re.ASCII)
"""One malformed address makes LINE refuse the message to the 499 others."""

Words = tuple[Reply, ...] | Callable[[Fit], tuple[Reply, ...]]
"""The same for everybody, or fitted to few sets of people."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One open account of somebody who is asked, the language spoken there, and what order and words depend on."""

    person: PersonId
    channel: Channel
    address: str
    language: Language
    support_needed: bool
    at_hazard: bool = False
    can_wait: bool = False
    leaving: bool = False
    may_help: bool = False
    sites: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    sites_of: str = ""
    """The name of the district whose sites they are: no word to somebody depends on it."""

    @property
    def rank(self) -> Rank:
        return rank_of(support_needed=self.support_needed, at_hazard=self.at_hazard, can_wait=self.can_wait)

    @property
    def fit(self) -> Fit:
        return Fit(self.language, self.leaving, self.sites, self.opened, self.may_help)


class Call(NamedTuple):
    """Those who get one letter; `beyond`: it is more than is left of the month."""

    to: Sequence[Addressee]
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """How many people are asked, by which road. Somebody with both roads counts in both."""

    asked: int
    by_line: int
    by_web: int
    unreachable: int


def valid(addressees: Iterable[Addressee]) -> tuple[Addressee, ...]:
    return tuple(each for each in addressees if each.channel is Channel.WEB or _LINE_USER.fullmatch(each.address))


def audience_of(asked: int, addressees: Sequence[Addressee]) -> Audience:
    by_line = {each.person for each in addressees if each.channel is Channel.LINE}
    by_web = {each.person for each in addressees if each.channel is Channel.WEB}
    return Audience(asked, len(by_line), len(by_web), asked - len(by_line | by_web))


def question_letters(
    incident: Incident, words: Words, addressees: Sequence[Addressee], left: int | None = None
) -> list[Letter]:
    """Letters in the order of sending: those that reach people who need support come first, and then the many.

    On LINE what is alike goes to 500 in one call; the web chat has one letter for each account. `left`: LINE messages
    of this month, where that is known: the last call is cut to it, for one that goes beyond it reaches nobody. The rest
    is marked, so that none of it overtakes the others.
    """
    plain = _letters(("question", incident.id), words, _ordered(addressees, words, left), incident.opened_at)
    return [replace(each, speech=replace(each.speech, drill=incident.drill), incident=incident.id) for each in plain]


def news_letters(
    of: tuple[str, str],
    words: Words,
    addressees: Sequence[Addressee],
    at: datetime,
    *,
    left: int | None = None,
    drill: bool = False,
) -> list[Letter]:
    """The same news for many, in the same order; `of` names it, so that its letters are never written twice."""
    plain = _letters(("news", *of), words, _ordered(addressees, words, left), at)
    return [replace(each, speech=replace(each.speech, drill=drill)) for each in plain]


def reminder_letters(
    incident: Incident,
    words: Words,
    addressees: Sequence[Addressee],
    step: tuple[str | int, ...],
    at: datetime,
    left: int | None = None,
) -> list[Letter]:
    """The question once more, in the same order; `step` says which step of whom, so that it is never written twice."""
    plain = _letters(("reminder", incident.id, *step), words, _ordered(addressees, words, left), at)
    return [replace(each, speech=replace(each.speech, drill=incident.drill), reminds_of=incident.id) for each in plain]


def once(addressees: Iterable[Addressee]) -> tuple[Addressee, ...]:
    """An account that several people share is asked once, and as early as the first of them."""
    accounts: dict[tuple[Channel, str], Addressee] = {}
    for each in addressees:
        known = accounts.setdefault((each.channel, each.address), each)
        if each is not known:
            accounts[each.channel, each.address] = _together(known, each)
    return tuple(accounts.values())


def _together(one: Addressee, other: Addressee) -> Addressee:
    """What concerns one of those who share an account is said there."""
    first = min(one, other, key=lambda each: each.rank)
    sites = tuple(dict.fromkeys((*first.sites, *one.sites, *other.sites)))
    opened = tuple(dict.fromkeys((*first.opened, *one.opened, *other.opened)))
    leaving, may_help = one.leaving or other.leaving, one.may_help or other.may_help
    return replace(first, leaving=leaving, may_help=may_help, sites=sites, opened=opened)


def _letters(named: tuple[str | int, ...], words: Words, calls: Iterable[Call], at: datetime) -> list[Letter]:
    return [
        Letter(
            id=MessageId(derived_id(*named, number)),
            channel=to[0].channel,
            recipients=tuple(each.address for each in to),
            speech=Speech(words(to[0].fit) if callable(words) else words, to[0].language),
            created_at=at,
            priority=Priority.BULK,
            beyond=beyond,
        )
        for number, (to, beyond) in enumerate(calls)
    ]


def _ordered(addressees: Sequence[Addressee], words: Words, left: int | None = None) -> list[Call]:
    """Groups for one call each, by rank: nobody waits behind a later one. LINE before the web within a rank."""
    ordered = order(sorted(once(addressees), key=lambda each: (each.person, each.address)))
    groups = sorted(_groups(ordered, words), key=lambda group: (group[0].rank, group[0].channel is Channel.WEB))
    return list(_cut(groups, left))


def _groups(ordered: Iterable[Addressee], words: Words) -> Iterator[Sequence[Addressee]]:
    number_of = _numbered(words)
    alike: defaultdict[tuple[Rank, Language, int], list[Addressee]] = defaultdict(list)
    for each in ordered:
        if each.channel is Channel.LINE:
            alike[each.rank, each.language, number_of(each)].append(each)
        else:
            yield (each,)
    for recipients in alike.values():
        for start in range(0, len(recipients), MULTICAST):
            yield recipients[start : start + MULTICAST]


def _numbered(words: Words) -> Callable[[Addressee], int]:
    """The same number for those to whom the words are the same."""
    if not callable(words):
        return lambda _: 0
    numbers: dict[tuple[Reply, ...], int] = {}
    number = cache(lambda fit: numbers.setdefault(words(fit), len(numbers)))
    return lambda addressee: number(addressee.fit)


def _cut(groups: Iterable[Sequence[Addressee]], left: int | None) -> Iterator[Call]:
    rest = left
    for group in groups:
        if rest is None or group[0].channel is Channel.WEB:
            yield Call(group)
            continue
        if within := group[:rest]:
            yield Call(within)
        if beyond := group[rest:]:
            yield Call(beyond, beyond=True)
        rest = max(rest - len(group), 0)
