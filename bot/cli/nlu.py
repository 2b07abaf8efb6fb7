"""`anpi nlu parse`: what is understood of each line."""

import sys

import typer


def commands() -> typer.Typer:
    app = typer.Typer(help="The understanding of free text.", no_args_is_help=True)

    @app.callback()
    def nlu() -> None:
        """A group even with one command in it."""

    app.command("parse")(parse)
    return app


def parse() -> None:
    """Read one text a line from standard input; write one JSON object a line."""
    from bot.bootstrap.understanding import interpreter
    from nlu.command import parse_line

    engine = interpreter()
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
        sys.stdout.write(parse_line(engine, text) + "\n")
        sys.stdout.flush()
