"""`anpi line setup`, put together: the menus of each role on the city's LINE account."""

from bot.bootstrap.database import database_of
from bot.core.events import Channel
from bot.storage.leaders import leaders_addresses
from config.catalogue import load_catalogue
from config.municipality import load_city
from config.settings import Settings
from handlers.line.connection import LineAccess, line_connection
from handlers.line.rich_menu.areas import MenuRole
from handlers.line.rich_menu.menu import menu_for
from handlers.line.rich_menu.set_up import set_up


async def set_up_line(settings: Settings) -> tuple[str, ...]:
    """Sentences that say what was done.

    Raises:
        ValueError: no channel access token is set.
        SetUpFailed: LINE did not take a step.
        Unavailable: the database is down.
    """
    city = load_city(settings.municipality)
    phrasebook = load_catalogue(city.time_zone)
    access = LineAccess(
        access_token=settings.line_channel_access_token.get_secret_value(),
        api_base=settings.line_api_base,
        data_api_base=settings.line_data_api_base,
    )
    database = database_of(settings, pool_size=1)
    try:
        leaders = await leaders_addresses(database, Channel.LINE)
    finally:
        await database.close()
    async with line_connection(access) as connection:
        menus = [menu_for(role, phrasebook, city.phone) for role in MenuRole]
        ids = await set_up(connection, menus, leaders)
    return (
        *(f"{role}: menu {menu}" for role, menu in ids.items()),
        f"leaders with a menu of their own: {len(leaders)}",
    )
