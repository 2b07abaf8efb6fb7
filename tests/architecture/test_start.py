"""No command waits for the libraries of another: what a command does is imported when it runs."""

import os
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT

HEAVY = {
    *("aiohttp", "alembic", "asyncpg", "fastapi", "httpx", "linebot", "nicegui", "pydantic_settings", "redis"),
    *("sqlalchemy", "starlette", "uvicorn"),
}
RUN = "import sys; from bot.cli import create_cli; create_cli()({words}, standalone_mode=False)"
TELL = "print('\\n', *sys.modules)"


NOT_EVEN_AN_ADDRESS = "none: nothing may be opened here"
NOWHERE = "sqlite:////nowhere/and/never/opened.db"


def loaded(words: list[str], database: str = NOT_EVEN_AN_ADDRESS) -> set[str]:
    """The packages in memory once the command has run."""
    command = [sys.executable, "-c", f"{RUN.format(words=words)}; {TELL}"]
    environ = os.environ | {"ANPI_DATABASE_URL": database}
    ran = subprocess.run(command, cwd=ROOT, env=environ, input="", capture_output=True, text=True, check=True)
    return {module.partition(".")[0] for module in ran.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("words", [["--help"], ["city", "load", "--help"], ["incident", "open", "--help"]])
def test_help_loads_neither_database_nor_server_nor_channel(words: list[str]) -> None:
    found = loaded(words)
    assert "typer" in found
    assert found & HEAVY == set()


def test_understanding_a_line_loads_only_the_settings_and_the_way_to_rasa() -> None:
    found = loaded(["nlu", "parse"], NOWHERE)
    assert "nlu" in found
    assert found & HEAVY <= {"pydantic_settings", "httpx"}
    assert not {"sklearn", "scipy"} & found


def test_a_command_over_the_database_loads_no_channel() -> None:
    found = loaded(["incident", "list"])
    assert "sqlalchemy" in found
    assert not {"linebot", "aiohttp", "fastapi", "nicegui"} & found


def test_a_command_that_needs_one_is_seen_to_load_it() -> None:
    assert "sqlalchemy" in loaded(["doctor"]) & HEAVY
