"""What `anpi nlu review export` does: words and guesses into a file for staff, and nothing about whose they are."""

from collections.abc import Callable
from pathlib import Path

import typer

from bot.bootstrap.reviewing import ReviewDesk
from bot.bootstrap.understanding import UntrainedError
from bot.cli.failing import fail
from bot.cli.nlu.desk import OpenDesk
from bot.cli.nlu.utterance_file import write_new, written
from bot.cli.progress import Move, moving_bar
from bot.core.understanding import Understanding
from nlu.corpus import Example
from nlu.labels import CHOICES
from nlu.lexicon.loading import LexiconError

PERSONAL = "These are people's own words. The file must not leave the city's machines; delete it when it is imported."

HEADING = f"""{PERSONAL}

Every label below is a guess. Correct the intent and the metadata of each; take names and addresses out of the text;
delete what should teach nothing. What stays is taken over by `anpi nlu review import` as it stands.
  {", ".join(CHOICES)} (self or other), needs as a list; leave out what is not said.
  unsure: true   only where asking back is right, whoever reads it.
  review         leave it as it is: it tells which message this was."""


async def export_unclear(open_desk: OpenDesk, file: Path, limit: int) -> None:
    """Exit code 1 where the file is there already, or the engine cannot be made."""
    _make_sure_it_is_new(file)
    async with open_desk() as desk:
        with moving_bar("reading") as move:
            found = await _unclear(desk, limit, move)
    if not found:
        typer.echo("Nothing waits for a label: nothing was unclear, or nobody whose consent stands wrote it.")
        return
    try:
        write_new(file, written(found, HEADING))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}")
    typer.echo(f"{len(found)} message{'' if len(found) == 1 else 's'} written to {file}")
    typer.echo(PERSONAL)


def _make_sure_it_is_new(file: Path) -> None:
    """Before anybody's words are read."""
    if file.exists():
        fail(f"{file} is there already; name a new file.")


async def _unclear(desk: ReviewDesk, limit: int, move: Move) -> list[tuple[Example, str]]:
    total, seen = await desk.unclear.count(), 0
    found: list[tuple[Example, str]] = []
    guess: Callable[[str], Understanding] | None = None
    async for looked_at, page in desk.unclear.pages(desk.clock.now()):
        for each in page:
            words = desk.words(each.arrival)
            if words and len(found) < limit:
                guess = guess or _engine(desk)
                found.append((guessed(words, guess(words)), each.turn.id))
        seen += looked_at
        move(seen, max(total, seen))
        if len(found) == limit:
            break
    return found


def _engine(desk: ReviewDesk) -> Callable[[str], Understanding]:
    try:
        return desk.engine()
    except (UntrainedError, LexiconError) as error:
        fail(str(error))


def guessed(words: str, understood: Understanding) -> Example:
    return Example(
        text=words,
        intent=understood.intent,
        condition=understood.condition,
        whereabouts=understood.whereabouts,
        needs=frozenset(understood.needs),
        about=understood.about,
        unsure=understood.unsure,
    )
