"""`anpi people alive`: somebody is on record as dead and lives; who of the city says so."""

import typer

from bot.cli.failing import fail
from bot.cli.office import OpenOffice
from bot.core.ids import PersonId
from bot.core.people import OF_THE_CITY

_NOTHING = "Nothing was changed."


async def is_alive(open_office: OpenOffice, person: PersonId, by: PersonId) -> None:
    async with open_office() as office:
        if await office.accounts.person(person) is None:
            fail(f"'{person}' is nobody in people.csv; mend the id. {_NOTHING}")
        held = {each.office for each in await office.accounts.roles(by)}
        if not held & OF_THE_CITY:
            fail(f"--by '{by}' is no city_staff or city_manager (roles.csv). {_NOTHING}")
        if not await office.accounts.is_alive(person, by, office.clock.now()):
            fail(f"{person} is not on record as dead. {_NOTHING}")
        typer.echo(f"{person} is no longer on record as dead, and is asked and told of as ever.")
