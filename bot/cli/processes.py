"""`anpi serve`, `anpi worker`, `anpi console`, `anpi sandbox`, `anpi demo`."""

import asyncio
import os
from functools import partial
from typing import Annotated

import typer

from bot.cli.failing import fail

WS_MAX = 65_536
"""Bytes of a web socket frame; the web chat refuses smaller ones in its own words first."""
Host = Annotated[str, typer.Option(help="Address to listen on.")]
LentDatabase = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="An empty PostgreSQL instead of a file of the demo's own."),
]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)]


def add_process_commands(app: typer.Typer) -> None:
    app.command("serve")(serve)
    app.command("worker")(worker)
    app.command("console")(console)
    app.command("sandbox")(sandbox)
    app.command("demo")(demo)


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Run the public app: LINE's webhook and the web chat. On SQLite it works off what comes in, too."""
    import uvicorn

    from bot.app import create_app
    from bot.cli.environment import settings_of_a_process

    settings = settings_of_a_process()
    uvicorn.run(create_app(settings), host=host, port=port, log_config=None, access_log=False, ws_max_size=WS_MAX)


def worker() -> None:
    """Run a background worker: turns and deliveries. Any number over one PostgreSQL."""
    from bot.cli.environment import settings_of_a_process
    from bot.worker import work

    asyncio.run(work(settings_of_a_process()))


def console(host: Host = "127.0.0.1", port: Port = 8080) -> None:
    """Run the city's console. Where ANPI_CONSOLE_CODE is empty it prints a new sign-in code."""
    import uvicorn

    from admin.app import create_console
    from bot.bootstrap.console import console_parts
    from bot.cli.environment import settings_of_a_process

    settings = settings_of_a_process()
    parts = console_parts(settings)
    if not settings.console_code.get_secret_value():
        typer.echo(f"Sign-in code of this console, until it ends: {parts.code}")
    app = create_console(parts)
    uvicorn.run(app, host=host, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=2)


def sandbox(host: Host = "127.0.0.1", port: Port = 8090) -> None:
    """Run the stand-in for LINE, the city OS and alert feeds, with its page of phones. ANPI_LINE_API_BASE names it."""
    from bot.bootstrap.sandbox import create_sandbox, end_streams
    from bot.cli.environment import settings_of_a_process
    from bot.cli.serving import hold_port, serve_together
    from integrations.sandbox.refusal import RealSettingsError, refuse_beside_real_settings

    try:
        refuse_beside_real_settings(os.environ)
    except RealSettingsError as error:
        fail(str(error))
    settings = settings_of_a_process()
    app = create_sandbox(settings, webhook_url=f"{settings.public_url}/line/webhook")
    held = hold_port(host, port, among=1)
    if held is None:
        fail(f"{host}:{port} cannot be listened at; end the program that has it, or give another with --port.")
    asyncio.run(serve_together({held: app}, on_ending=partial(end_streams, app)))


def demo(database: LentDatabase = None) -> None:
    """Start an invented town with four phones on one page. Ends with Ctrl-C; the next start begins anew."""
    from bot.cli.demo import run_demo

    run_demo(database)
