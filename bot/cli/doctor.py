"""What `anpi doctor` looks at: each finding is one sentence that says what is well, or what to fix."""

import os

import httpx

from bot.bootstrap.database import database_of
from bot.cli.console_address import console
from bot.cli.finding import Finding
from bot.cli.missing_file import missing_file
from bot.core.errors import Unavailable
from bot.storage.health import redis_answers, schema_is_newest
from config.alerts import load_alerts
from config.municipality import load_city
from config.settings import Settings
from config.unknown_variables import unknown_variables

_WITHIN_SECONDS = 5.0


async def examine(settings: Settings) -> tuple[Finding, ...]:
    return (
        _city(settings),
        await _database(settings),
        _field_keys(settings),
        await _redis(settings),
        _line_secret(settings),
        await _line(settings),
        _alerts(settings),
        _ladder(settings),
        await console(settings),
        *_unknown_variables(),
    )


def _city(settings: Settings) -> Finding:
    city = load_city(settings.municipality)
    return Finding("city", f"{city.name}, telephone {city.phone}")


async def _database(settings: Settings) -> Finding:
    if missing := missing_file(settings.database_url):
        return Finding("database", f"{missing} is not there yet; run `anpi migrate`", broken=True)
    database = database_of(settings, pool_size=1)
    try:
        is_newest = await schema_is_newest(database)
    except Unavailable:
        return Finding("database", "does not answer; check ANPI_DATABASE_URL and that the server runs", broken=True)
    finally:
        await database.close()
    if not is_newest:
        return Finding("database", "is not up to date; run `anpi migrate`", broken=True)
    kind = "SQLite, for one machine" if database.is_sqlite else "PostgreSQL"
    return Finding("database", f"{kind}, up to date")


def _field_keys(settings: Settings) -> Finding:
    if not settings.field_keys:
        words = "none: addresses, places and messages lie open in the database; `anpi keys new` makes a key"
        return Finding("field keys", f"{words} for ANPI_FIELD_KEYS", broken=True)
    return Finding("field keys", f"{len(settings.field_keys)}; the first seals, `anpi keys rotate` seals what is older")


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("redis", "none; wake-ups stay in the process, the poll finds the rest")
    if await redis_answers(settings.redis_url):
        return Finding("redis", "answers")
    return Finding("redis", "does not answer; check ANPI_REDIS_URL and that the server runs", broken=True)


def _alerts(settings: Settings) -> Finding:
    """A source that the city follows without an address is worth knowing; one without the other asks nothing."""
    feeds = load_alerts(settings.municipality).feeds
    followed = {"ANPI_JMA_FEEDS": bool(feeds.jma), "ANPI_L_ALERT_FEED": feeds.l_alert}
    followed |= {"ANPI_RESCUENOW_FEED": feeds.rescuenow, "ANPI_CAP_FEED": feeds.cap}
    addresses = (settings.jma_feeds, settings.l_alert_feed, settings.rescuenow_feed, settings.cap_feed)
    missing = [name for (name, wanted), there in zip(followed.items(), addresses, strict=True) if wanted and not there]
    if missing:
        return Finding("alerts", f"not asked for, because {' and '.join(missing)} name no feed")
    return Finding("alerts", "every feed that alerts.yaml follows has an address")


def _ladder(settings: Settings) -> Finding:
    if settings.ladder_pace == 1:
        return Finding("ladder", "goes at the city's own times")
    return Finding("ladder", f"{settings.ladder_pace} times faster, without a night; unset ANPI_LADDER_PACE for people")


def _line_secret(settings: Settings) -> Finding:
    if not settings.line_channel_secret:
        return Finding("LINE webhook", "off: set ANPI_LINE_CHANNEL_SECRET to the channel's secret", broken=True)
    return Finding("LINE webhook", f"on, {len(settings.line_channel_secret)} secret(s) accepted")


async def _line(settings: Settings) -> Finding:
    token = settings.line_channel_access_token.get_secret_value()
    if not token:
        return Finding("LINE", "nothing is sent: set ANPI_LINE_CHANNEL_ACCESS_TOKEN", broken=True)
    try:
        async with httpx.AsyncClient(timeout=_WITHIN_SECONDS) as client:
            answer = await client.get(
                f"{settings.line_api_base}/v2/bot/info", headers={"Authorization": f"Bearer {token}"}
            )
    except httpx.HTTPError:
        return Finding("LINE", "does not answer; check ANPI_LINE_API_BASE and the network", broken=True)
    if answer.is_success:
        return Finding("LINE", "answers, and knows the channel access token")
    return Finding(
        "LINE", f"refuses the channel access token (status {answer.status_code}); issue a new one", broken=True
    )


def _unknown_variables() -> tuple[Finding, ...]:
    return tuple(Finding("settings", str(each)) for each in unknown_variables(os.environ))
