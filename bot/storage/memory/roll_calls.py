"""Lists that wait to be confirmed, and whom their senders might mean, in a world in memory."""

from bot.core.ids import ConversationId
from bot.core.people import Person, Relation
from bot.core.ports import FinishedTurn
from bot.core.reports import Standing
from bot.core.requests import Neighbour, Street, StreetOf, WaitingRollCallIn
from bot.core.roll_calls import WaitingRollCall
from bot.storage.memory.agreed import consents_in, emergencies_in
from bot.storage.memory.world import World
from bot.storage.turn_store.followed import closest
from bot.storage.turn_store.roll_calls import waiting_after


def waiting_in(world: World, request: WaitingRollCallIn) -> WaitingRollCall | None:
    return world.roll_calls.get(request.conversation)


def keep_roll_calls(world: World, turn: FinishedTurn) -> None:
    for conversation, waiting in waiting_after([turn]).items():
        world.roll_calls.pop(conversation, None)
        if waiting is not None:
            world.roll_calls[conversation] = waiting


def forget_event(world: World, conversation: ConversationId, event: str) -> None:
    waiting = world.roll_calls.get(conversation)
    if waiting is not None and event in waiting.events:
        del world.roll_calls[conversation]


def street(world: World, request: StreetOf) -> Street:
    confirmed = [each for each in world.relations if each.confirmed]
    relations = {each.person: each for each in closest(confirmed, request.sender)}
    there = [each for each in world.people.values() if each.district in request.districts or each.id in relations]
    return Street(
        tuple(
            _neighbour(world, each, request, relations.get(each.id))
            for each in sorted(there, key=lambda each: each.id)
            if each.id != request.sender
        ),
        emergencies_in(world),
    )


def _neighbour(world: World, person: Person, request: StreetOf, relation: Relation | None) -> Neighbour:
    asked = world.check_ins.get((request.incident, person.id))
    return Neighbour(
        person,
        world.kana.get(person.id, ""),
        world.addresses.get(person.id, ""),
        asked.check_in.standing if asked else Standing(),
        consents_in(world, person.id),
        relation=relation,
    )
