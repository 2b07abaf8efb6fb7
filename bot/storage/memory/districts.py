"""What a leader's topics ask and write about a district as a whole, in memory."""

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.ports import FinishedTurn
from bot.core.records import DistrictCalled
from bot.core.requests import Contact, ContactsOf, SilentCount, SilentIn, Speaker, SpeakerOf
from bot.rules.calling_again import next_call
from bot.storage.memory.loading import known_of
from bot.storage.memory.speaking import spoken
from bot.storage.memory.world import World
from bot.storage.questions import Addressee, reminder_letters, valid
from bot.storage.turn_store.counting import SILENT


def contacts(world: World, asked: ContactsOf) -> tuple[Contact, ...]:
    known = (each for each in asked.people if each in world.people)
    return tuple(Contact(each, world.phones.get(each, ""), world.addresses.get(each, "")) for each in known)


def silent_in(world: World, asked: SilentIn) -> SilentCount:
    silent = _silent(world, asked.incident, asked.district)
    reached = {each.person for each in world.accounts if world.is_open(each)}
    called = world.calls.get((asked.incident, asked.district))
    return SilentCount(len(silent), len(silent & reached), called)


def speaker_of(world: World, asked: SpeakerOf) -> Speaker:
    known = known_of(world, asked.conversation)
    return Speaker(known.person, known.roles)


def is_rested(world: World, turn: FinishedTurn) -> bool:
    """False where somebody has just called the district that this turn would call."""
    called = (each for each in turn.outcome.records if isinstance(each, DistrictCalled))
    return all(next_call(world.calls.get((e.incident.id, e.district)), turn.finished_at) is None for e in called)


def call_districts(world: World, turn: FinishedTurn) -> None:
    for each in turn.outcome.records:
        if isinstance(each, DistrictCalled):
            _call(world, turn, each)


def _call(world: World, turn: FinishedTurn, record: DistrictCalled) -> None:
    silent = _silent(world, record.incident.id, record.district)
    addressees = valid(
        Addressee(
            each.person, each.channel, each.address, spoken(world, each), world.people[each.person].support_needed
        )
        for each in sorted(world.accounts)
        if each.person in silent and world.is_open(each)
    )
    step = ("called", turn.event.id)
    for letter in reminder_letters(record.incident, record.words, addressees, step, turn.finished_at):
        world.post(letter)
    world.calls[record.incident.id, record.district] = turn.finished_at


def _silent(world: World, incident: IncidentId, district: DistrictId) -> set[PersonId]:
    return {
        who
        for (of, who), asked in world.check_ins.items()
        if of == incident and asked.district == district and asked.check_in.progress in SILENT
    }
