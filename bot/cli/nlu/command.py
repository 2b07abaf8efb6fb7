"""What `anpi nlu parse|roll-call|train|evaluate` and `anpi nlu review export|import` are called and take."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.nlu.engine import Engine

if TYPE_CHECKING:
    from bot.cli.nlu.desk import OpenDesk

Sheet = Annotated[Path, typer.Argument(metavar="FILE", help="A new YAML file; only you can read it.")]
Labelled = Annotated[Path, typer.Argument(metavar="FILE", help="The file of `anpi nlu review export`, labelled.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="At most so many, oldest first.")]
Which = Annotated[Engine, typer.Option("--engine", help="rasa needs ANPI_RASA_URL.")]
AsJson = Annotated[bool, typer.Option("--json", help="Everything as one JSON object.")]


def commands(open_desk: "OpenDesk") -> typer.Typer:
    """The commands under `anpi nlu`."""
    app = typer.Typer(help="The understanding of free text.", no_args_is_help=True)
    app.command("parse")(parse)
    app.command("roll-call")(roll_call)
    app.command("train")(train)
    app.command("evaluate")(evaluate)
    app.add_typer(_review(open_desk), name="review")
    return app


def _review(open_desk: "OpenDesk") -> typer.Typer:
    app = typer.Typer(help="Messages that were not understood, for staff to label.", no_args_is_help=True)

    @app.command("export")
    def export(file: Sheet, limit: Limit = 500) -> None:
        """Write what was not understood, with a guessed label each. Only of people whose consent stands now."""
        from bot.cli.nlu.exporting import export_unclear
        from bot.cli.office import run

        run(export_unclear(open_desk, file, limit))

    @app.command("import")
    def import_(file: Labelled) -> None:
        """Take the labels over into the city's own training data. With any problem in them nothing is taken."""
        from bot.cli.nlu.importing import import_labels
        from bot.cli.office import run

        run(import_labels(open_desk, file))

    return app


def parse() -> None:
    """Read one text a line from standard input; write one JSON object a line."""
    import asyncio

    from bot.cli.nlu.parsing import parse_lines

    asyncio.run(parse_lines())


def roll_call() -> None:
    """Read one leader's message about many people a line; write who was seen how, one JSON object a line."""
    from bot.cli.nlu.roll_call import read_lines

    read_lines()


def train() -> None:
    """Train the embedded engine now, where its model is not there yet, and say how well it understands."""
    from bot.cli.environment import settings
    from bot.cli.nlu.training import train_now

    train_now(settings())


def evaluate(engine: Which = Engine.BOTH, as_json: AsJson = False) -> None:
    """Measure the engines on the evaluation sets. Exit code 1 where the embedded one is below a bar."""
    from bot.cli.environment import settings
    from bot.cli.nlu.evaluating import evaluate_engines

    evaluate_engines(settings(), engine, as_json=as_json)
