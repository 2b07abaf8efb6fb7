"""`anpi retention run`: what has been kept long enough goes now, and not only when the worker's hour comes."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.sweeping import OpenRecords

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say how much would go.")]


def commands(open_records: "OpenRecords") -> typer.Typer:
    """The commands under `anpi retention`."""
    app = typer.Typer(help="How long data are kept (city.yaml, docs/retention.md).", no_args_is_help=True)

    @app.callback()
    def retention() -> None:
        """A group even with one command in it."""

    @app.command("run")
    def run_(dry_run: DryRun = False) -> None:
        """Erase what has been kept long enough. The worker does the same each hour."""
        from bot.cli.office import run
        from bot.cli.sweeping import sweep

        run(sweep(open_records, dry_run=dry_run))

    return app
