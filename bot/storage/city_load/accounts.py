"""`accounts.csv`: the ways to reach a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.events import Channel
from bot.storage.city_load.cells import Unreadable, address, identifier, line_user, one_of
from bot.storage.city_load.kind import Column, Complaint, Kind, Need


@dataclass(frozen=True, slots=True)
class AccountLine:
    """`address`: LINE's user id, or the subject of the web login."""

    person_id: str
    channel: Channel
    address: str


def address_fits(line: AccountLine) -> Iterator[Complaint]:
    """An address of LINE looks in one way only; that of the web login was checked with its cell."""
    if line.channel is Channel.LINE:
        try:
            line_user(line.address)
        except Unreadable as no_address:
            yield "address", str(no_address)


ACCOUNTS = Kind(
    "accounts.csv",
    (
        Column("person_id", identifier, Need.FILLED, ""),
        Column("channel", one_of(Channel), Need.FILLED),
        Column("address", address, Need.FILLED, ""),
    ),
    AccountLine,
    check=address_fits,
)
