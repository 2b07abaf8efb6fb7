"""What `anpi ledger verify` does. Thin: the walk along the ledger is in bot.storage.ledger."""

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import typer

from bot.cli.failing import fail
from bot.cli.progress import moving_bar
from bot.storage.database import Database
from bot.storage.ledger.chain import Head
from bot.storage.ledger.verify import Verdict, verify

OpenDatabase = Callable[[], AbstractAsyncContextManager[Database]]

FAULTS_SHOWN = 200
"""More than anybody reads; the count says how many there are."""


def read_head(written: str) -> Head:
    """`12:3fa9…`, as this command prints it."""
    match = re.fullmatch(r"\s*(\d{1,18}):([0-9a-fA-F]{64})\s*", written)
    if match is None:
        fail("--known is a row's number, a colon and the 64 characters of its hash, as `anpi ledger verify` prints it")
    return Head(int(match[1]), match[2].lower())


async def verify_ledger(open_database: OpenDatabase, known: Head | None) -> None:
    """Exit code 1 where anything is wrong."""
    with moving_bar("verifying") as move:
        async with open_database() as database:
            verdict = await verify(database, known, move)
    _show(verdict)
    if verdict.faults:
        raise typer.Exit(1)


def _show(verdict: Verdict) -> None:
    for fault in verdict.faults[:FAULTS_SHOWN]:
        typer.echo(str(fault), err=True)
    count = len(verdict.faults)
    typer.echo(f"{verdict.rows} rows, {count or 'no'} fault{'' if count == 1 else 's'}")
    if verdict.head and not verdict.faults:
        typer.echo("Write this head down where the database is not; --known compares it later:")
        typer.echo(f"{verdict.head.seq}:{verdict.head.hash}")
