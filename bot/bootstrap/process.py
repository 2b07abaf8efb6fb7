"""One running process put together: channels, worker and stores over one database."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter
from prometheus_client import CollectorRegistry
from starlette.routing import Route

from bot.bootstrap.city_os import LINE_API, CityOs, open_city_os
from bot.bootstrap.city_os_consents import city_os_rules, consent_jobs, has_consents
from bot.bootstrap.database import code_digests_of, database_of
from bot.bootstrap.feeds import feed_jobs
from bot.bootstrap.jobs import counting_jobs, jobs_of
from bot.bootstrap.office import CityOffice, SystemClock, office_over, wakeups_of
from bot.bootstrap.papers import PaperAddresses, papers_of
from bot.bootstrap.quota import quota_over
from bot.bootstrap.sign_in import SignInAddresses, SignInWords, sign_in_router
from bot.bootstrap.understanding import interpreter_of, many_heard
from bot.core.events import Channel
from bot.core.people import City
from bot.core.ports import Clock, Lanes, Sender, Wakeups
from bot.core.replies import Phrasebook
from bot.core.requests import ChatAddress, PaperAddress, Request, SignInAddress
from bot.core.understanding import Interpreter
from bot.delivery import Delivery
from bot.hearing import Hearing
from bot.jobs import Job, Jobs
from bot.storage.chat_log import SqlChatLog
from bot.storage.database import Database
from bot.storage.health import check_database
from bot.storage.inbox import SqlInbox
from bot.storage.lanes.postgres import PostgresLanes
from bot.storage.lanes.sqlite import SqliteLanes
from bot.storage.outbox.store import SqlOutbox
from bot.storage.papers import SqlPapers
from bot.storage.turn_store.answering import Answer, Elsewhere
from bot.storage.turn_store.store import SqlTurnStore
from bot.storage.web_accounts import SqlWebAccounts
from bot.turns import Turns
from bot.working import Work
from config.catalogue import load_catalogue
from config.municipality import load_city
from config.settings import Settings
from handlers.line.chat_address import ChatAddresses
from handlers.line.client import LineSender
from handlers.line.connection import LineAccess, LineConnection, line_connection
from handlers.line.linking import LinkTokens
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
from handlers.web_pages.paper import create_paper_router
from handlers.web_pages.router import LINE_DIALOG

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Anpi:
    """One running process. `webhook` is None where no LINE channel is configured."""

    webhook: Route | None
    web_chat: APIRouter
    sign_in: APIRouter | None
    """None where no city OS is configured."""
    paper: APIRouter
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
    _warn(settings)
    async with AsyncExitStack() as stack:
        database = database_of(settings)
        stack.push_async_callback(database.close)
        wakeups = wakeups_of(settings)
        stack.push_async_callback(wakeups.close)
        city, clock = load_city(settings.municipality), SystemClock()
        digests = code_digests_of(settings)
        phrasebook = load_catalogue(city.time_zone)
        chat = _chat_ports(database, wakeups, clock)
        hub = Hub(chat)
        line = await _line(settings, stack)
        interpreter = await stack.enter_async_context(interpreter_of(settings))
        city_os = await stack.enter_async_context(open_city_os(settings, clock))
        of_feeds = await stack.enter_async_context(feed_jobs(settings, city, database, wakeups))
        others = (*_city_os_jobs(settings, city_os, database, wakeups), *of_feeds)
        senders = _senders(line, chat, wakeups, phrasebook)
        papers = papers_of(database, city, clock, city_os_rules(settings, clock))
        metrics = CollectorRegistry()
        yield Anpi(
            webhook=_webhook(settings, chat, metrics),
            web_chat=create_web_chat_router(
                chat, hub, public_url=settings.public_url, city=city, phrasebook=phrasebook
            ),
            sign_in=_sign_in(settings, city_os, database, chat, phrasebook),
            paper=create_paper_router(papers, phrasebook=phrasebook, city=city),
            work=Work(
                turns=_turns(
                    settings,
                    _turn_store(settings, database, line, _elsewhere(settings, city_os, line, papers)),
                    city,
                    wakeups,
                    interpreter,
                ),
                delivery=_delivery(SqlOutbox(database, city_os_rules(settings, clock)), senders, clock, line),
                lanes=_lanes(database),
                wakeups=wakeups,
                jobs=_jobs(settings, city, database, wakeups, line, *others),
            ),
            office=office_over(database, city, wakeups, clock, digests),
            metrics=metrics,
            _database=database,
            _hub=hub,
        )


def _senders(
    line: LineConnection | None, chat: WebChatPorts, wakeups: Wakeups, phrasebook: Phrasebook
) -> Mapping[Channel, Sender]:
    return {
        Channel.LINE: _line_sender(line, phrasebook),
        Channel.WEB: WebChatSender(chat.log, wakeups, phrasebook),
    }


def _warn(settings: Settings) -> None:
    """Of what no city should run with."""
    if not settings.field_keys:
        log.warning("fields.unsealed", remedy="anpi keys new", setting="ANPI_FIELD_KEYS")
    if settings.ladder_pace > 1:
        log.warning("ladder.hurried", pace=settings.ladder_pace, setting="ANPI_LADDER_PACE")


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


async def _line(settings: Settings, stack: AsyncExitStack) -> LineConnection | None:
    token = settings.line_channel_access_token.get_secret_value()
    if not token:
        return None
    access = LineAccess(access_token=token, api_base=settings.line_api_base, data_api_base=settings.line_data_api_base)
    return await stack.enter_async_context(line_connection(access))


def _line_sender(line: LineConnection | None, phrasebook: Phrasebook) -> Sender:
    """Without a channel the outbox keeps LINE's letters; nothing is lost and nothing is sent."""
    renderer = Renderer(phrasebook)
    return LineSender(line, renderer) if line is not None else UnconfiguredLine(renderer)


def _elsewhere(settings: Settings, city_os: CityOs | None, line: LineConnection | None, papers: SqlPapers) -> Elsewhere:
    """What topics ask that no database knows. Without a city OS nobody is sent to a sign-in."""
    answers: dict[type[Request[Any]], Answer] = {PaperAddress: PaperAddresses(papers, settings.public_url)}
    if line is not None:
        answers[ChatAddress] = ChatAddresses(line)
    if city_os is not None:
        answers[SignInAddress] = SignInAddresses(settings.public_url, LinkTokens(line) if line is not None else None)
    return answers


def _sign_in(
    settings: Settings, city_os: CityOs | None, database: Database, chat: WebChatPorts, phrasebook: Phrasebook
) -> APIRouter | None:
    if city_os is None:
        return None
    city, dialog = load_city(settings.municipality), _dialog(settings)
    words = SignInWords(phrasebook, city, settings.public_url, dialog, settings.console_url)
    return sign_in_router(city_os.identity, city_os.config, database, chat, words)


def _dialog(settings: Settings) -> str:
    """LINE's own page that ends a linking; a stand-in for LINE has it at its own address."""
    if settings.line_api_base.rstrip("/") == LINE_API:
        return LINE_DIALOG
    return f"{settings.line_api_base.rstrip('/')}{urlsplit(LINE_DIALOG).path}"


def _turn_store(
    settings: Settings, database: Database, line: LineConnection | None, elsewhere: Elsewhere
) -> SqlTurnStore:
    digests, city_os = code_digests_of(settings), city_os_rules(settings, SystemClock())
    return SqlTurnStore(database, digests=digests, elsewhere=elsewhere, city_os=city_os, quota=quota_over(line))


def _turns(settings: Settings, store: SqlTurnStore, city: City, wakeups: Wakeups, interpreter: Interpreter) -> Turns:
    clock = SystemClock()
    return Turns(
        store=store,
        parsers={Channel.LINE: LineParser(), Channel.WEB: WebChatParser()},
        hearing=Hearing(interpreter, store, clock, many_heard(settings)),
        city=city,
        clock=clock,
        wakeups=wakeups,
    )


def _delivery(
    outbox: SqlOutbox, senders: Mapping[Channel, Sender], clock: Clock, line: LineConnection | None
) -> Delivery:
    spread = Random()  # noqa: S311 - jitter is no secret
    return Delivery(outbox=outbox, senders=senders, clock=clock, jitter=spread.random, quota=quota_over(line))


def _jobs(
    settings: Settings, city: City, database: Database, wakeups: Wakeups, line: LineConnection | None, *others: Job
) -> Jobs:
    clock = SystemClock()
    rules = city_os_rules(settings, clock)
    quota = quota_over(line)
    counting = counting_jobs(database, city, wakeups, rules, settings.ladder_pace, quota)
    return jobs_of(database, city, wakeups, clock, *counting, *others, city_os=rules, quota=quota)


def _city_os_jobs(settings: Settings, city_os: CityOs | None, database: Database, wakeups: Wakeups) -> tuple[Job, ...]:
    if city_os is None or not has_consents(settings):
        return ()
    return consent_jobs(city_os, settings.city_os_api_base, database, wakeups)


def _lanes(database: Database) -> Lanes:
    if database.is_sqlite:
        return SqliteLanes(Path(str(database.url.database)))
    return PostgresLanes(database.url.render_as_string(hide_password=False))
