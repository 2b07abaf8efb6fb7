"""The staff console put together: its own connections to the database and the wake-ups, and the sign-in code."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import randbelow

from admin.parts import ConsoleParts, Stores
from bot.bootstrap.database import database_of
from bot.bootstrap.office import SystemClock, wakeups_of
from config.municipality import load_city
from config.settings import Settings

_NEW_CODE_DIGITS = 8


def console_parts(settings: Settings) -> ConsoleParts:
    """Opens nothing yet. Where no code is set, `code` is a new one, which whoever starts the console has to tell."""

    @asynccontextmanager
    async def open_stores() -> AsyncIterator[Stores]:
        database, wakeups = database_of(settings), wakeups_of(settings)
        try:
            yield Stores(database, wakeups)
        finally:
            await wakeups.close()
            await database.close()

    return ConsoleParts(
        city=load_city(settings.municipality),
        code=settings.console_code.get_secret_value() or new_code(),
        clock=SystemClock(),
        open_stores=open_stores,
    )


def new_code() -> str:
    """Digits, to be typed from a terminal; the limit of tries does the rest."""
    return f"{randbelow(10**_NEW_CODE_DIGITS):0{_NEW_CODE_DIGITS}}"
