"""A city as an operator runs it: `anpi` commands and processes with nothing but ANPI_ settings, and LINE's stand-in."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
from fastapi import FastAPI

from bot.storage.database import Database
from integrations.sandbox.city_os_identity import SandboxClient, TownPerson, create_identity_provider
from integrations.sandbox.line_platform import Channel, Platform, World, create_line_platform
from integrations.sandbox.serve import serving
from tests.e2e.check_in.phone import Phone
from tests.e2e.check_in.town import PEOPLE, STRANGER, write_town
from tests.e2e.processes import ANPI, HeldPort, Process, environment, running
from tests.e2e.storm.findings import until_quiet
from tests.servers.tables import migrated

OLD_SECRET, NEW_SECRET = "secret-of-last-year", "secret-of-this-year"
READY_WITHIN = 60.0
SETTLED_WITHIN = 60.0
"""Seconds; a busy machine may take them."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


async def anpi(environ: Mapping[str, str], *words: str, stdin: bytes = b"") -> Ran:
    process = await asyncio.create_subprocess_exec(
        str(ANPI),
        *words,
        env=dict(environ),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate(stdin)
    return Ran(process.returncode or 0, out.decode(), err.decode())


def sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'anpi.db'}"


@dataclass
class City:
    """`address` is that of the public app. The town is loaded; nobody has been asked yet."""

    address: str
    environ: Mapping[str, str]
    platform: Platform
    folder: Path

    @property
    def world(self) -> World:
        return self.platform.world

    def phone(self, user: str, group: str | None = None) -> Phone:
        return Phone(self.platform, user, group)

    async def anpi(self, *words: str, stdin: bytes = b"") -> str:
        """The output of a command that ends well and complains of nothing."""
        ran = await anpi(self.environ, *words, stdin=stdin)
        assert (ran.code, ran.err) == (0, ""), ran
        return ran.out

    async def opens(self, *words: str) -> str:
        """The new incident's id: the last line alone."""
        ran = await anpi(self.environ, "incident", "open", "--hazard", "earthquake", *words)
        assert ran.code == 0, ran
        return ran.out.splitlines()[-1]

    async def counts(self, incident: str, district: str = "north") -> dict[str, Any]:
        counts: dict[str, Any] = json.loads(
            await self.anpi("incident", "summary", district, "--incident", incident, "--json")
        )
        return counts

    async def settles(self) -> None:
        """What was accepted so far is done, and every letter is gone: nothing of it comes between later on."""
        database = Database(self.environ["ANPI_DATABASE_URL"])
        await until_quiet(database, SETTLED_WITHIN)
        await database.close()

    @asynccontextmanager
    async def signs_with(self, secret: str) -> AsyncIterator[None]:
        """As while a channel's secret is being changed."""
        before, self.world.channel.secret = self.world.channel.secret, secret
        yield
        self.world.channel.secret = before

    def refusals(self) -> list[tuple[str, int]]:
        """Every message of ours that LINE would have refused."""
        return [answer for answer in self.world.journal.answers if answer[1] == httpx.codes.BAD_REQUEST]


@asynccontextmanager
async def running_well(*processes: Process) -> AsyncIterator[None]:
    """Running, and none of them complains."""
    async with running(*processes):
        yield
    for each in processes:
        assert not each.complaints(), each.words()


@asynccontextmanager
async def running_city(
    folder: Path,
    database: str,
    redis: str = "",
    *processes: str,
    with_people: bool = True,
    signing_in: Sequence[TownPerson] = (),
    settings: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[City]:
    """`processes`: what runs beside `anpi serve`. `signing_in`: whom the city's own ID knows; nobody: there is none.

    `settings`: what every process is told besides.
    """
    async with HeldPort() as port:
        world = _world(port)
        app = create_line_platform(world)
        async with serving(app) as platform:
            secrets = f"{NEW_SECRET}, {OLD_SECRET}"
            environ = environment(database, redis, platform, world.channel.access_token, secrets)
            address = f"http://127.0.0.1:{port}"
            environ = {**environ, "ANPI_PUBLIC_URL": address, **settings}
            if signing_in:
                environ |= _with_city_os(app, platform, address, signing_in)
            city = City(address, environ, app.state.platform, folder)
            # In a thread: the way to the database may lead through this event loop.
            await asyncio.to_thread(migrated, database)
            if with_people:
                await city.anpi("city", "load", str(write_town(folder / "town")))
            serve = Process(("serve", "--port", str(port)), city.environ, folder / "serve.log")
            others = [Process((name,), city.environ, folder / f"{name}.log") for name in processes]
            async with running_well(serve, *others):
                await _ready(address, serve)
                yield city


def _world(port: int) -> World:
    """Everybody of the town with LINE, and the app that their messages go to."""
    world = World(Channel(webhook_url=f"http://127.0.0.1:{port}/line/webhook", secret=OLD_SECRET))
    for id_, facts in PEOPLE.items():
        if facts[-1]:
            world.add_user(id_, facts[-1])
    world.add_user("stranger", STRANGER)
    return world


def _with_city_os(app: FastAPI, platform: str, address: str, people: Sequence[TownPerson]) -> Mapping[str, str]:
    """The sandbox's provider beside LINE's stand-in, and the settings that point to it."""
    callback = f"{address}/sign-in/callback"
    app.mount(
        "/city-os", create_identity_provider(people, [SandboxClient("anpi", "secret", redirect_uris=(callback,))])
    )
    return {
        "ANPI_CITY_OS_ISSUER": f"{platform}/city-os",
        "ANPI_CITY_OS_CLIENT_ID": "anpi",
        "ANPI_CITY_OS_CLIENT_SECRET": "secret",
    }


async def _ready(address: str, serve: Process) -> None:
    """Or what the process said instead."""
    try:
        async with httpx.AsyncClient() as client, asyncio.timeout(READY_WITHIN):
            while not await _answers_well(client, f"{address}/readyz"):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.1)
    except TimeoutError as late:
        raise AssertionError(f"anpi serve is not ready after {READY_WITHIN} s: {serve.words()}") from late


async def _answers_well(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(address)).is_success
    except httpx.TransportError:
        return False
