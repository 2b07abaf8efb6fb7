"""`anpi demo`: the whole embedded city in one process, with phones on a page. Everything in it is invented."""

import asyncio
import os
import socket
from collections.abc import Mapping
from functools import partial
from secrets import token_hex

import typer
from fastapi import FastAPI
from starlette.types import ASGIApp

from admin.app import create_console
from bot.app import create_app
from bot.bootstrap.city_os_consents import follow_once
from bot.bootstrap.console import console_parts
from bot.bootstrap.line_account import set_up_line
from bot.bootstrap.office import CityOffice, open_office
from bot.bootstrap.sandbox import (
    CITY_OS_CONSENTS_PATH,
    CITY_OS_PATH,
    JMA_FEEDS_PATH,
    L_ALERT_FEED_PATH,
    SANDBOX_CLIENT,
    SANDBOX_TOKEN,
    Announcements,
    create_sandbox,
    demo_town,
    end_streams,
    staff_names,
)
from bot.cli.city_files import read_folder
from bot.cli.demo_alerts import alert_router
from bot.cli.demo_database import address, begin_anew, worker_beside
from bot.cli.demo_drill import drill_router
from bot.cli.demo_page import demo_page
from bot.cli.failing import fail
from bot.cli.serving import hold_port, port_of, serve_together
from bot.storage.city_load.town import read_town
from bot.storage.migrations.run import migrate
from bot.storage.sealing.keys import new_key
from config.logging import configure_logging
from config.municipality import MunicipalityError
from config.settings import Settings, load_settings
from integrations.sandbox.refusal import RealSettingsError, refuse_beside_real_settings

_HOST = "127.0.0.1"
_NAMES = ("public", "console", "sandbox")
_PORTS = (8000, 8080, 8090)
"""Of each; the next free one where somebody has it."""

_PACE = 30
"""A quarter of an hour of the ladder takes half a minute."""


def run_demo(database: str | None) -> None:
    """Until Ctrl-C; the next start begins anew. `database`: an empty one to use instead of the demo's own file."""
    try:
        refuse_beside_real_settings(os.environ)
    except RealSettingsError as error:
        fail(str(error))
    held = [_held(each) for each in _PORTS]
    public, console, sandbox = map(port_of, held)
    of_this = {"ANPI_DATABASE_URL": address(database), "ANPI_CONSOLE_URL": f"http://{_HOST}:{console}"}
    settings = load_settings({**_environment(public, sandbox), **of_this})
    configure_logging("warning", "console")
    try:
        begin_anew(database)
        asyncio.run(_run(settings, dict(zip(_NAMES, held, strict=True))))
    except MunicipalityError as error:
        fail(str(error))


def _environment(public: int, sandbox: int) -> Mapping[str, str]:
    """Only invented values: the demo reads nothing of a real city's environment."""
    return {
        "ANPI_FIELD_KEYS": new_key(),
        "ANPI_PUBLIC_URL": f"http://{_HOST}:{public}",
        "ANPI_LINE_CHANNEL_SECRET": token_hex(16),
        "ANPI_LINE_CHANNEL_ACCESS_TOKEN": SANDBOX_TOKEN,
        "ANPI_LINE_API_BASE": f"http://{_HOST}:{sandbox}",
        "ANPI_LINE_DATA_API_BASE": f"http://{_HOST}:{sandbox}",
        "ANPI_CITY_OS_ISSUER": f"http://{_HOST}:{sandbox}{CITY_OS_PATH}",
        "ANPI_CITY_OS_API_BASE": f"http://{_HOST}:{sandbox}{CITY_OS_CONSENTS_PATH}",
        "ANPI_CITY_OS_CLIENT_ID": SANDBOX_CLIENT,
        "ANPI_CITY_OS_CLIENT_SECRET": token_hex(16),
        "ANPI_JMA_FEEDS": f"http://{_HOST}:{sandbox}{JMA_FEEDS_PATH}",
        "ANPI_L_ALERT_FEED": f"http://{_HOST}:{sandbox}{L_ALERT_FEED_PATH}",
        "ANPI_L_ALERT_USER": "anpi",
        "ANPI_L_ALERT_PASSWORD": token_hex(16),
        "ANPI_LADDER_PACE": f"{_PACE}",
        "ANPI_CONSOLE_CODE": f"{int.from_bytes(os.urandom(4)) % 1_000_000:06}",
    }


def _held(wanted: int) -> socket.socket:
    held = hold_port(_HOST, wanted)
    if held is None:
        return fail(f"No free port from {wanted} to {wanted + 49}; close another program and start again.")
    return held


async def _run(settings: Settings, held: Mapping[str, socket.socket]) -> None:
    ports = {name: port_of(each) for name, each in held.items()}
    await migrate(settings.database_url)
    async with open_office(settings) as office:
        await _load_town(settings, office)
        sandbox = _sandbox(settings, ports, office)
        apps: dict[socket.socket, ASGIApp] = {
            held["public"]: create_app(settings),
            held["console"]: create_console(console_parts(settings)),
            held["sandbox"]: sandbox,
        }
        async with worker_beside(settings):
            await serve_together(
                apps, on_started=lambda: _welcome(settings, ports), on_ending=partial(end_streams, sandbox)
            )


async def _load_town(settings: Settings, office: CityOffice) -> None:
    town = read_town(read_folder(demo_town(settings)))
    await office.register.write(town, office.clock.now(), lambda _: None)


def _sandbox(settings: Settings, ports: Mapping[str, int], office: CityOffice) -> FastAPI:
    console, public = f"http://{_HOST}:{ports['console']}", f"http://{_HOST}:{ports['public']}"
    announcements = Announcements()
    app = create_sandbox(
        settings,
        webhook_url=f"{public}/line/webhook",
        page=demo_page(f"{console}/", f"{public}/chat", settings.ladder_pace),
        announcements=announcements,
    )
    app.include_router(drill_router(office))
    app.include_router(alert_router(announcements))
    return app


async def _welcome(settings: Settings, ports: Mapping[str, int]) -> None:
    """The phones get their menus as a real account would, by `anpi line setup`; the city OS is heard first."""
    await set_up_line(settings)
    await follow_once(settings)
    typer.echo(
        f"""
Anpi is running an invented town. Open the phones first:

  phones          http://{_HOST}:{ports["sandbox"]}/
  city's console  http://{_HOST}:{ports["console"]}/   (code {settings.console_code.get_secret_value()})
                  to decide, 「職員IDでサインイン」 as {" or ".join(staff_names(settings))}
  web chat        http://{_HOST}:{ports["public"]}/chat

Press 「訓練を始める」, answer on the resident's phone with さすけねぇ, type まとめ on the leader's. Or press
「地震の電文を流す」 and look at the console: a proposal waits there. Ctrl-C ends it."""
    )
