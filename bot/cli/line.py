"""`anpi line setup`: the rich menus of the LINE account."""

import typer

from bot.cli.failing import fail


def commands() -> typer.Typer:
    app = typer.Typer(help="The city's LINE account.", no_args_is_help=True)

    @app.callback()
    def line() -> None:
        """A group even with one command in it."""

    app.command("setup")(setup)
    return app


def setup() -> None:
    """Create the rich menus and give each role its own. Running it again replaces them."""
    from bot.bootstrap.line_account import set_up_line
    from bot.cli.environment import settings_of_a_city
    from bot.cli.office import run
    from handlers.line.rich_menu.set_up import SetUpFailed

    read = settings_of_a_city()
    if not read.line_channel_access_token.get_secret_value():
        fail("ANPI_LINE_CHANNEL_ACCESS_TOKEN is empty; issue a token in the LINE Developers console and set it.")
    try:
        done = run(set_up_line(read))
    except SetUpFailed as failed:
        fail(str(failed))
    for sentence in done:
        typer.echo(sentence)
