"""What turns decided about consents, in a world in memory."""

from dataclasses import replace

from bot.core.consents import Consent
from bot.core.records import CadenceChosen, ConsentConfirmed, ConsentStated, ConsentWithdrawn
from bot.storage.memory.world import World

Ended = dict[str, tuple[str, ...]]
"""The id of a new consent, and of those that it has ended."""


def consent(world: World, record: ConsentStated | ConsentWithdrawn | ConsentConfirmed | CadenceChosen) -> Ended:
    match record:
        case ConsentStated(stated):
            older = [each for each in world.consents if _stands(each) and _about(each) == _about(stated)]
            world.consents[:] = [_after(each, stated) for each in world.consents]
            world.consents.append(stated)
            return {stated.id: tuple(each.id for each in sorted(older, key=lambda each: (each.given_at, each.id)))}
        case ConsentWithdrawn(id_, person, at):
            world.consents[:] = [
                replace(each, withdrawn_at=at) if _stands(each) and (each.id, each.person) == (id_, person) else each
                for each in world.consents
            ]
        case ConsentConfirmed(id_, person, at):
            world.consents[:] = [
                replace(each, confirmed_at=at) if (each.id, each.person) == (id_, person) else each
                for each in world.consents
            ]
        case CadenceChosen(person, cadence, _):
            world.consents[:] = [
                replace(each, cadence=cadence) if each.person == person and _stands(each) else each
                for each in world.consents
            ]
    return {}


def _stands(consent: Consent) -> bool:
    return consent.withdrawn_at is None


def _after(older: Consent, newer: Consent) -> Consent:
    """A newer word about the same thing ends the older one."""
    return replace(older, withdrawn_at=newer.given_at) if _stands(older) and _about(older) == _about(newer) else older


def _about(consent: Consent) -> tuple[str, str, str, str, str | None]:
    return (consent.person, consent.purpose, consent.recipient_kind, consent.phase, consent.recipient)
