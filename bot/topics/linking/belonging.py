"""Whose account a conversation is had over, and what it means to name somebody else there."""

from bot.core.consents import Disclosure, Item, Purpose, RecipientKind
from bot.core.people import Person
from bot.core.turn import Turn
from bot.rules.consent.grounds import HANDED_OVER


def people_here(turn: Turn) -> tuple[Person, ...]:
    """All who share it; the one person of any other; nobody where it is not linked."""
    return turn.sharers or ((turn.person,) if turn.person is not None else ())


def named_here(turn: Turn, person: Person) -> tuple[Disclosure, ...]:
    """The name of a code's owner on the phone of others; on a phone that is nobody's only its owner sees it."""
    return tuple(
        Disclosure(
            about=person.id,
            recipient=each.id,
            recipient_kind=RecipientKind.PERSON,
            purpose=Purpose.SAFETY_SHARING,
            items=frozenset({Item.NAME}),
            ground=HANDED_OVER,
            incident=None,
        )
        for each in people_here(turn)
    )
