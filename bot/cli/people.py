"""`anpi people code|untie|alive`: link an account by a code handed over in person, end a link, end a wrong death."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.cli.office import OpenOffice

MOST_HOURS = 336
"""Two weeks: a code that lives longer is a key under the doormat."""

Person = Annotated[str, typer.Argument(metavar="PERSON", help="The person's id, as in people.csv.")]
Hours = Annotated[int, typer.Option("--hours", min=1, max=MOST_HOURS, help="How long the code can be used.")]
By = Annotated[str, typer.Option("--by", metavar="PERSON", help="Id of the member of staff who ends it.")]
Accounts = Annotated[
    list[int] | None,
    typer.Option("--account", metavar="NUMBER", help="Which one, as the list numbers them; repeat it for several."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing.")]


def commands(open_office: "OpenOffice") -> typer.Typer:
    """The commands under `anpi people`."""
    app = typer.Typer(help="People of the city and their accounts.", no_args_is_help=True)

    @app.command("code")
    def code(person: Person, hours: Hours = 72) -> None:
        """Make a one-time code for PERSON and print it, once. Older ones of theirs are void from now on."""
        from bot.cli.code_slip import hand_out
        from bot.cli.office import run

        run(hand_out(open_office, person, hours))

    @app.command("untie")
    def untie(person: Person, by: By, account: Accounts = None, yes: Yes = False) -> None:
        """List the accounts of PERSON by number, and end the link of some. It counts at once, and they are told."""
        from bot.cli.office import run
        from bot.cli.untying import Untying
        from bot.cli.untying import untie as untie_accounts
        from bot.core.ids import PersonId

        run(untie_accounts(open_office, Untying(PersonId(person), PersonId(by), tuple(account or ()), yes)))

    @app.command("alive")
    def alive(person: Person, by: By) -> None:
        """PERSON is alive: end the record of a death in an incident that is closed. Of an open one the console does."""
        from bot.cli.alive import is_alive
        from bot.cli.office import run
        from bot.core.ids import PersonId

        run(is_alive(open_office, PersonId(person), PersonId(by)))

    return app
