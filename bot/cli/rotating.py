"""What `anpi keys rotate` does. Thin: sealing anew is in bot.storage.rotation."""

import typer

from bot.cli.failing import fail
from bot.cli.progress import moving_bar
from bot.cli.verifying import OpenDatabase
from bot.storage.rotation import NoKeys, rotate, stale_rows


async def rotate_keys(open_database: OpenDatabase) -> None:
    """Exit code 1 where no key is set, or where somebody goes on writing under an older one."""
    async with open_database() as database:
        try:
            with moving_bar("sealing") as move:
                done = await rotate(database, move)
            left = await stale_rows(database)
        except NoKeys:
            fail("No key is set: put what `anpi keys new` prints into ANPI_FIELD_KEYS, before any older keys.")
    typer.echo(f"{done} rows sealed under the newest key.")
    if left:
        fail(f"{left} rows were written meanwhile under an older key: restart every process, then run this again.")
    typer.echo("Nothing is left under an older key.")
