"""What `anpi retention run` does. Thin: what goes, and how, is in bot.storage.retention."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import typer

from bot.bootstrap.records import Records
from bot.storage.retention.sweep import Sweep

OpenRecords = Callable[[], AbstractAsyncContextManager[Records]]


async def sweep(open_records: OpenRecords, *, dry_run: bool) -> None:
    async with open_records() as records:
        sweeping = Sweep(records.database, records.city.retention)
        now = records.clock.now()
        found = await (sweeping.due(now) if dry_run else sweeping.erase(now))
    for kind, count in sorted(found.items()):
        typer.echo(f"{kind}: {count}")
    typer.echo("Nothing was erased: this was a dry run." if dry_run else "Erased.")
