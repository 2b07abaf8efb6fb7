"""What `anpi nlu review import` does: labels into the city's own training file, and their turns marked, or neither."""

from collections.abc import Iterable
from pathlib import Path

import typer

from bot.bootstrap.reviewing import ReviewDesk
from bot.cli.failing import fail
from bot.cli.nlu.desk import OpenDesk
from bot.cli.nlu.label_file import MAX_BYTES, Labelled, Sheet, read_sheet
from bot.cli.nlu.utterance_file import put_in_place, written
from bot.storage.city_load.problem import listed
from nlu.corpus import CorpusError, Example, read_corpus


class NotWrittenError(Exception):
    """The training file could not be put in its place; the message says why."""


async def import_labels(open_desk: OpenDesk, file: Path) -> None:
    """With any problem: all of them said, nothing taken, exit code 1."""
    sheet = read_sheet(file.name, _content(file))
    if sheet.problems:
        _refuse(sheet)
    async with open_desk() as desk:
        try:
            taken = await _take(desk, sheet.labelled)
        except (NotWrittenError, CorpusError) as error:
            fail(f"{error}; nothing was taken.")
        _say(taken, len(sheet.labelled), desk.training_file)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            fail(f"{file} is larger than {MAX_BYTES // 1_000_000} MB; nothing was taken.")
        return file.read_bytes()
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}; nothing was taken.")


def _refuse(sheet: Sheet) -> None:
    for line in listed(sheet.problems):
        typer.echo(line, err=True)
    count = len(sheet.problems)
    fail(f"{count} problem{'' if count == 1 else 's'}; nothing was taken.")


async def _take(desk: ReviewDesk, labelled: Iterable[Labelled]) -> int:
    """How many were taken. The file is in its place before the turns are marked: done again, it changes nothing."""
    by_id = {each.review: each.example for each in labelled}
    async with desk.unclear.reviewing(by_id, desk.clock.now()) as allowed:
        new = [example for id_, example in by_id.items() if id_ in allowed]
        if new:
            _append(desk.training_file, new)
    return len(new)


def _append(path: Path, new: Iterable[Example]) -> None:
    before = read_corpus([path]) if path.exists() else ()
    try:
        put_in_place(path, written((each, None) for each in merged(before, new)))
    except OSError as error:
        raise NotWrittenError(f"{path} cannot be written: {error.strerror}") from error


def merged(before: Iterable[Example], new: Iterable[Example]) -> tuple[Example, ...]:
    """No text twice: the newer label takes the older one's place. What is new comes at the end."""
    by_text = {each.text: each for each in before}
    by_text.update({each.text: each for each in new})
    return tuple(by_text.values())


def _say(taken: int, told: int, path: Path) -> None:
    typer.echo(f"{taken} label{'' if taken == 1 else 's'} taken over into {path}")
    if left := told - taken:
        typer.echo(f"{left} left out: taken back, reviewed already, kept too long, or the consent was withdrawn since.")
    if taken:
        typer.echo("`anpi nlu train` brings them in. Then delete the file that you labelled.")
