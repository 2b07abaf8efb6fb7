"""`DisclosuresOf`, answered from a ledger in memory."""

from bot.core.requests import DisclosuresOf, Look, Looks
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.memory.world import World
from bot.storage.rows.consents import disclosure_of
from bot.storage.turn_store.looks import relation_to


def looks(world: World, request: DisclosuresOf) -> Looks:
    about = [each for each in world.ledger if each.person == request.person]
    unseen = {each.message for each in about if each.kind is EntryKind.UNDELIVERED}
    shown = [each for each in about if each.kind is EntryKind.DISCLOSURE and each.message not in unseen]
    by_others = [each for each in shown if each.other != request.person]
    newest = (_look(world, each) for each in reversed(by_others[-request.limit :]))
    return Looks(tuple(newest), len(by_others))


def _look(world: World, entry: Entry) -> Look:
    assert entry.person is not None
    assert entry.other is not None
    disclosure = disclosure_of(entry.person, entry.other, entry.body)
    incident = next((each for each in world.incidents if each.id == disclosure.incident), None)
    return Look(
        at=entry.at,
        disclosure=disclosure,
        recipient=world.people.get(entry.other),
        relation=relation_to(entry.other, entry.person, world.relations),
        offices=tuple(role for who, role in world.roles if who == entry.other),
        drill=entry.drill,
        incident_title=incident.title if incident else "",
    )
