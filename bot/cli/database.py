"""`anpi migrate` and `anpi doctor`."""

import asyncio

import typer


def add_database_commands(app: typer.Typer) -> None:
    app.command("migrate")(migrate)
    app.command("doctor")(doctor)


def migrate() -> None:
    """Create the tables, or bring them up to date. Running it again changes nothing."""
    from bot.cli.environment import settings
    from bot.cli.office import run
    from bot.storage.migrations import run as migrations

    run(migrations.migrate(settings().database_url))
    typer.echo("The database is up to date.")


def doctor() -> None:
    """Check settings and connections; say what to fix. Exit code 1 where something has to be."""
    from bot.cli.doctor import examine
    from bot.cli.environment import settings

    findings = asyncio.run(examine(settings()))
    for finding in findings:
        typer.echo(finding.line)
    if any(finding.broken for finding in findings):
        raise typer.Exit(1)
