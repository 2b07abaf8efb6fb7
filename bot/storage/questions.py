"""The check-in question as letters: who gets it on which account, in which language, in which order. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.events import Channel
from bot.core.ids import MessageId, PersonId, derived_id
from bot.core.incidents import Incident
from bot.core.language import Language
from bot.core.letters import Letter
from bot.core.records import Priority
from bot.core.replies import Reply, Speech

MULTICAST = 500
"""LINE's limit of recipients in one call (line.md 10.5)."""

_LINE_USER = re.compile(r"U[0-9a-f]{32}", re.ASCII)
"""One malformed address makes LINE refuse the message to the 499 others."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One open account of somebody who is asked, and the language spoken there."""

    person: PersonId
    channel: Channel
    address: str
    language: Language
    support_needed: bool


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


def question_letters(incident: Incident, replies: tuple[Reply, ...], addressees: Sequence[Addressee]) -> list[Letter]:
    """Letters in the order of sending: those that reach people who need support come first, and then the many.

    On LINE what is alike goes to 500 in one call; the web chat has one letter for each account.
    """
    return [_letter(incident, replies, number, group) for number, group in enumerate(_ordered(addressees))]


def news_letters(
    of: tuple[str, str],
    replies: tuple[Reply, ...],
    addressees: Sequence[Addressee],
    at: datetime,
    *,
    drill: bool = False,
) -> list[Letter]:
    """The same news for many, in the same order; `of` names it, so that its letters are never written twice."""
    return [
        Letter(
            id=MessageId(derived_id("news", *of, number)),
            channel=group[0].channel,
            recipients=tuple(each.address for each in group),
            speech=Speech(replies, group[0].language, drill),
            created_at=at,
            priority=Priority.BULK,
        )
        for number, group in enumerate(_ordered(addressees))
    ]


def reminder_letters(
    incident: Incident,
    replies: tuple[Reply, ...],
    addressees: Sequence[Addressee],
    step: tuple[str | int, ...],
    at: datetime,
) -> list[Letter]:
    """The question once more, in the same order; `step` says which step of whom, so that it is never written twice."""
    return [
        Letter(
            id=MessageId(derived_id("reminder", incident.id, *step, number)),
            channel=group[0].channel,
            recipients=tuple(each.address for each in group),
            speech=Speech(replies, group[0].language, incident.drill),
            created_at=at,
            priority=Priority.BULK,
            reminds_of=incident.id,
        )
        for number, group in enumerate(_ordered(addressees))
    ]


def _ordered(addressees: Sequence[Addressee]) -> list[Sequence[Addressee]]:
    """Groups for one call each: those with people who need support come first, LINE before the web."""
    ordered = sorted(_once(addressees), key=lambda each: (not each.support_needed, each.person, each.address))
    return sorted(_groups(ordered), key=lambda group: (not group[0].support_needed, group[0].channel is Channel.WEB))


def _once(addressees: Iterable[Addressee]) -> Iterable[Addressee]:
    """An account that several people share is asked once, and early if one of them needs support."""
    accounts: dict[tuple[Channel, str], Addressee] = {}
    for each in addressees:
        known = accounts.setdefault((each.channel, each.address), each)
        if each.support_needed and not known.support_needed:
            accounts[(each.channel, each.address)] = each
    return accounts.values()


def _groups(ordered: Iterable[Addressee]) -> Iterator[Sequence[Addressee]]:
    alike: defaultdict[Language, list[Addressee]] = defaultdict(list)
    for each in ordered:
        if each.channel is Channel.LINE:
            alike[each.language].append(each)
        else:
            yield (each,)
    for recipients in alike.values():
        for start in range(0, len(recipients), MULTICAST):
            yield recipients[start : start + MULTICAST]


def _letter(incident: Incident, replies: tuple[Reply, ...], number: int, group: Sequence[Addressee]) -> Letter:
    return Letter(
        id=MessageId(derived_id("question", incident.id, number)),
        channel=group[0].channel,
        recipients=tuple(each.address for each in group),
        speech=Speech(replies, group[0].language, incident.drill),
        created_at=incident.opened_at,
        priority=Priority.BULK,
        incident=incident.id,
    )
