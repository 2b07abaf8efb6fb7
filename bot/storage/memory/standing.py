"""Grounds of waiting letters, and disclosures that never happened, in a world in memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.ids import MessageId, PersonId
from bot.core.letters import Letter
from bot.core.people import Role
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.undelivered import Ended, WouldShow, entry_of_undelivered
from bot.storage.memory.world import World
from bot.storage.outbox.consequence import LetterState
from bot.storage.outbox.standing import Decided, Facts, groundless
from bot.storage.rows.consents import disclosure_of


def groundless_in(world: World, letters: Sequence[Letter], now: datetime) -> Mapping[MessageId, str]:
    decided: defaultdict[MessageId, list[Decided]] = defaultdict(list)
    for each in world.ledger:
        if each.kind is EntryKind.DISCLOSURE and each.message and each.person and each.other:
            decided[each.message].append(Decided(each.at, disclosure_of(each.person, each.other, each.body)))
    return groundless(letters, decided, _facts(world, now))


def note_undelivered(world: World, ended: Ended) -> None:
    """Where no letter of the message waits, was accepted or may have arrived."""
    alive = (LetterState.PENDING, LetterState.DONE)
    letters = [each for each in world.outbox.values() if each.letter.showing == ended.message]
    if any(each.state in alive or each.letter.may_have_arrived for each in letters):
        return
    known = {each.id for each in world.ledger}
    entries = [entry_of_undelivered(_would_show(each), ended) for each in world.ledger if _carries(each, ended)]
    world.ledger.extend(each for each in entries if each.id not in known)


def _carries(entry: Entry, ended: Ended) -> bool:
    return entry.kind is EntryKind.DISCLOSURE and entry.message == ended.message


def _would_show(entry: Entry) -> WouldShow:
    return WouldShow(entry.id, entry.person, entry.other, entry.message, entry.drill)


def _facts(world: World, now: datetime) -> Facts:
    roles: defaultdict[PersonId, list[Role]] = defaultdict(list)
    for who, role in world.roles:
        roles[who].append(role)
    return Facts(
        now=now,
        people=world.people,
        roles=roles,
        relations=world.relations,
        consents={who: [each for each in world.consents if each.person == who] for who in world.people},
        emergencies=world.emergencies,
    )
