"""`anpi people untie`: which accounts a person has, which of them end, and who of the city says so."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import typer

from bot.cli.failing import fail
from bot.cli.office import Office, OpenOffice
from bot.core.events import Channel, channel_of
from bot.core.ids import PersonId
from bot.core.people import Office as Duty
from bot.core.ports import Signal
from bot.core.records import TiedBy
from bot.core.requests import LinkedAccount
from bot.rules.own_accounts import link_ended
from bot.storage.account_desk import Ending

_ENTITLED = frozenset({Duty.CITY_STAFF, Duty.CITY_MANAGER})
_CHANNELS = {Channel.LINE: "LINE", Channel.WEB: "web chat"}
_WAYS = {
    TiedBy.CODE: "by a one-time code",
    TiedBy.CITY_OS: "by signing in at the city OS",
    None: "from the city's files",
}
_NOTHING = "No link was ended."


@dataclass(frozen=True, slots=True)
class Untying:
    """As the operator's words say it; `numbers` are those of the list."""

    person: PersonId
    by: PersonId
    numbers: tuple[int, ...]
    is_sure: bool


async def untie(open_office: OpenOffice, asked: Untying) -> None:
    async with open_office() as office:
        await _check(office, asked)
        accounts = await office.accounts.accounts(asked.person)
        if not accounts:
            typer.echo(f"{asked.person} has no linked account. `anpi people code {asked.person}` makes a code for one.")
            return
        for number, each in enumerate(accounts, 1):
            typer.echo(_line(number, each, ZoneInfo(office.city.time_zone)))
        chosen = _chosen(accounts, asked)
        if not asked.is_sure and not typer.confirm(f"End the link of {_numbers(accounts, chosen)}?"):
            fail(_NOTHING)
        await _end(office, asked, chosen)


async def _check(office: Office, asked: Untying) -> None:
    if await office.accounts.person(asked.person) is None:
        fail(f"'{asked.person}' is nobody in people.csv; mend the id. {_NOTHING}")
    held = {each.office for each in await office.accounts.roles(asked.by)}
    if not held & _ENTITLED:
        fail(f"--by '{asked.by}' is no city_staff or city_manager (roles.csv). {_NOTHING}")


def _chosen(accounts: tuple[LinkedAccount, ...], asked: Untying) -> tuple[LinkedAccount, ...]:
    """By number; asked for where there are several and nothing was said."""
    numbers = asked.numbers
    if not numbers and len(accounts) == 1:
        numbers = (1,)
    if not numbers and asked.is_sure:
        fail(f"There are {len(accounts)} accounts: say which with --account NUMBER, repeated for several. {_NOTHING}")
    if not numbers:
        numbers = (typer.prompt("Which one? Its number", type=int),)
    wrong = [each for each in numbers if not 1 <= each <= len(accounts)]
    if wrong:
        fail(f"--account {wrong[0]} is no number of the list above. {_NOTHING}")
    return tuple(accounts[each - 1] for each in sorted(set(numbers)))


async def _end(office: Office, asked: Untying, chosen: tuple[LinkedAccount, ...]) -> None:
    ending = Ending(asked.person, asked.by, office.clock.now(), link_ended(office.city))
    ended = await office.accounts.end([each.conversation for each in chosen], ending)
    await office.wakeups.wake(Signal.OUTBOX)
    for each in ended:
        await office.wakeups.wake(Signal.WEB_CHAT, each)
    typer.echo(f"Ended the link of {len(ended)} account(s) of {asked.person}; each is told so. It is on the ledger.")
    typer.echo(f"To link one again, hand over a code in person: anpi people code {asked.person}")


def _line(number: int, account: LinkedAccount, zone: ZoneInfo) -> str:
    since = f", since {account.since.astimezone(zone):%Y-%m-%d %H:%M}" if account.since else ""
    return f"{number}. {_CHANNELS[channel_of(account.conversation)]}, linked {_WAYS[account.by]}{since}"


def _numbers(accounts: tuple[LinkedAccount, ...], chosen: tuple[LinkedAccount, ...]) -> str:
    return ", ".join(str(accounts.index(each) + 1) for each in chosen)
