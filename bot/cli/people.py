"""`anpi people code PERSON`: a one-time code that is handed over in person, for an account without a sign-in."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice

MOST_HOURS = 336
"""Two weeks: a code that lives longer is a key under the doormat."""

Person = Annotated[str, typer.Argument(metavar="PERSON", help="The person's id, as in people.csv.")]
Hours = Annotated[int, typer.Option("--hours", min=1, max=MOST_HOURS, help="How long the code can be used.")]


def commands(open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi people`."""
    app = typer.Typer(help="People of the city and their accounts.", no_args_is_help=True)

    @app.callback()
    def people() -> None:
        """A group even with one command in it."""

    @app.command("code")
    def code(person: Person, hours: Hours = 72) -> None:
        """Make a one-time code for PERSON and print it, once. Older ones of theirs are void from now on."""
        from bot.cli.code_slip import hand_out
        from bot.cli.office import run

        run(hand_out(open_office, person, hours))

    return app
