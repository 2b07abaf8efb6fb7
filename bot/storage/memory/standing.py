"""Grounds of waiting letters, and disclosures that never happened, in a world in memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.ids import MessageId, PersonId
from bot.core.letters import Fate, Letter
from bot.core.people import Role
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.undelivered import Ended, WouldShow, entry_of_undelivered
from bot.storage.memory.world import Account, World
from bot.storage.outbox.consequence import LetterState
from bot.storage.outbox.standing import Decided, Facts, groundless
from bot.storage.outbox.untied import REASON
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


def drop_waiting(world: World, account: Account, now: datetime) -> None:
    """As over SQL: what waits for an account whose link has just ended."""
    owners = {each.person for each in world.accounts if each[:2] == account[:2]}
    for_others = {each.message for each in world.ledger if each.other not in owners} - {None}
    dropped = [
        each
        for each in world.outbox.values()
        if each.state is LetterState.PENDING
        and (each.letter.channel, each.letter.recipients) == (account.channel, (account.address,))
        and (not owners or each.letter.showing in for_others)
    ]
    for each in () if owners else world.outbox.values():
        letter = each.letter
        if letter.channel is account.channel and len(letter.recipients) > 1 and not letter.may_have_arrived:
            left = tuple(address for address in letter.recipients if address != account.address)
            each.letter = replace(letter, recipients=left)
    for each in dropped:
        each.state = LetterState.DROPPED
    for each in dropped:
        if each.letter.showing:
            note_undelivered(world, Ended(each.letter.showing, Fate.WITHHELD, REASON, now))


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
        accounts={(each.channel.value, each.address, each.person) for each in world.accounts},
    )
