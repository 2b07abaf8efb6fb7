"""One tie of an account to a person, as the tables know it."""

from typing import Any

from sqlalchemy import Table, bindparam

from bot.core.events import address_of, channel_of
from bot.core.ids import ConversationId, PersonId


def of_account(table: Table) -> tuple[Any, ...]:
    """To be filled in by `bound`."""
    return (
        table.c.channel == bindparam("of_channel"),
        table.c.address == bindparam("of_address"),
        table.c.person_id == bindparam("of_person"),
    )


def row_of(conversation: ConversationId, person: PersonId) -> dict[str, Any]:
    return {"channel": channel_of(conversation).value, "address": address_of(conversation), "person_id": person}


def bound(conversation: ConversationId, person: PersonId) -> dict[str, Any]:
    return {f"of_{name.removesuffix('_id')}": value for name, value in row_of(conversation, person).items()}
