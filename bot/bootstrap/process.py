"""One running process put together: channels, worker and stores over one database."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fastapi import APIRouter
from prometheus_client import CollectorRegistry
from starlette.routing import Route

from bot.bootstrap.office import CityOffice, SystemClock, office_over, wakeups_of
from bot.bootstrap.understanding import interpreter
from bot.core.events import Channel
from bot.core.people import City
from bot.core.ports import Clock, Lanes, Parser, Sender, Wakeups
from bot.core.replies import Phrasebook
from bot.delivery import Delivery
from bot.storage.chat_log import SqlChatLog
from bot.storage.database import Database
from bot.storage.health import check_database
from bot.storage.inbox import SqlInbox
from bot.storage.lanes.postgres import PostgresLanes
from bot.storage.lanes.sqlite import SqliteLanes
from bot.storage.outbox.store import SqlOutbox
from bot.storage.turn_store.store import SqlTurnStore
from bot.storage.web_accounts import SqlWebAccounts
from bot.turns import Turns
from bot.working import Work
from config.catalogue import load_catalogue
from config.municipality import load_city
from config.settings import Settings
from handlers.line.client import LineSender
from handlers.line.connection import LineAccess, line_connection
from handlers.line.parsing import LineParser
from handlers.line.rendering import Renderer
from handlers.line.unconfigured import UnconfiguredLine
from handlers.line.webhook import Webhook, create_webhook_route
from handlers.line.webhook_counts import WebhookCounts
from handlers.web_chat.hub import Hub
from handlers.web_chat.parsing import WebChatParser
from handlers.web_chat.ports import WebChatPorts
from handlers.web_chat.router import create_web_chat_router
from handlers.web_chat.sender import WebChatSender


@dataclass(frozen=True, slots=True)
class Anpi:
    """One running process. `webhook` is None where no LINE channel is configured."""

    webhook: Route | None
    web_chat: APIRouter
    work: Work
    office: CityOffice
    metrics: CollectorRegistry
    """Counts of this process's channels; those of turns and letters stand in the default registry."""
    _database: Database
    _hub: Hub

    async def is_ready(self) -> None:
        """Raises `Unavailable` where the database does not answer."""
        await check_database(self._database)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """What runs beside the public app: the hub of the open sockets and, on SQLite, a worker.

        On SQLite whoever gets the file lock works, so that a separate `anpi worker` may run beside it.
        """
        beside = [asyncio.create_task(self._hub.run())]
        if self._database.is_sqlite:
            beside.append(asyncio.create_task(self.work.run()))
        try:
            yield
        finally:
            for task in beside:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


@asynccontextmanager
async def assemble(settings: Settings) -> AsyncIterator[Anpi]:
    """Everything of one process, closed in the right order at its end."""
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        wakeups = wakeups_of(settings)
        stack.push_async_callback(wakeups.close)
        city, clock = load_city(settings.municipality), SystemClock()
        phrasebook = load_catalogue(city.time_zone)
        chat = _chat_ports(database, wakeups, clock)
        hub = Hub(chat.log, wakeups)
        senders: dict[Channel, Sender] = {
            Channel.LINE: await _line_sender(settings, phrasebook, stack),
            Channel.WEB: WebChatSender(chat.log, wakeups, phrasebook),
        }
        metrics = CollectorRegistry()
        yield Anpi(
            webhook=_webhook(settings, chat, metrics),
            web_chat=create_web_chat_router(
                chat, hub, public_url=settings.public_url, city=city, phrasebook=phrasebook
            ),
            work=_work(database, senders, city, clock, wakeups),
            office=office_over(database, city, wakeups, clock),
            metrics=metrics,
            _database=database,
            _hub=hub,
        )


def _chat_ports(database: Database, wakeups: Wakeups, clock: Clock) -> WebChatPorts:
    return WebChatPorts(
        inbox=SqlInbox(database),
        log=SqlChatLog(database, clock),
        accounts=SqlWebAccounts(database, clock),
        wakeups=wakeups,
        clock=clock,
    )


def _webhook(settings: Settings, chat: WebChatPorts, registry: CollectorRegistry) -> Route | None:
    """One inbox for both channels, so that all that arrives together shares a commit."""
    secrets = tuple(each.get_secret_value().encode() for each in settings.line_channel_secret)
    if not secrets:
        return None
    counts = WebhookCounts(registry)
    return create_webhook_route(
        Webhook(secrets=secrets, inbox=chat.inbox, wakeups=chat.wakeups, clock=chat.clock, counts=counts)
    )


async def _line_sender(settings: Settings, phrasebook: Phrasebook, stack: AsyncExitStack) -> Sender:
    """Without a channel the outbox keeps LINE's letters; nothing is lost and nothing is sent."""
    token = settings.line_channel_access_token.get_secret_value()
    renderer = Renderer(phrasebook)
    if not token:
        return UnconfiguredLine(renderer)
    access = LineAccess(access_token=token, api_base=settings.line_api_base, data_api_base=settings.line_data_api_base)
    return LineSender(await stack.enter_async_context(line_connection(access)), renderer)


def _work(database: Database, senders: Mapping[Channel, Sender], city: City, clock: Clock, wakeups: Wakeups) -> Work:
    parsers: dict[Channel, Parser] = {Channel.LINE: LineParser(), Channel.WEB: WebChatParser()}
    turns = Turns(
        store=SqlTurnStore(database),
        parsers=parsers,
        interpreter=interpreter(),
        city=city,
        clock=clock,
        wakeups=wakeups,
    )
    spread = Random()  # noqa: S311 - jitter is no secret
    delivery = Delivery(outbox=SqlOutbox(database), senders=senders, clock=clock, jitter=spread.random)
    return Work(turns=turns, delivery=delivery, lanes=_lanes(database), wakeups=wakeups)


def _lanes(database: Database) -> Lanes:
    if database.is_sqlite:
        return SqliteLanes(Path(str(database.url.database)))
    return PostgresLanes(database.url.render_as_string(hide_password=False))
