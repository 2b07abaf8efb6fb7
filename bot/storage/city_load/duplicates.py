"""What may stand only once in a city's files: ids, subjects, and pairs said in two ways. An account may be shared."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from bot.storage.city_load.people import PersonLine
from bot.storage.city_load.problem import Problem
from bot.storage.city_load.sheet import Numbered, Sheet
from bot.storage.city_load.town import Known, Town

T = TypeVar("T")


def duplicates(town: Town, known: Known) -> Iterator[Problem]:
    yield from _repeated(town.districts, "district", lambda line: line.district)
    yield from _repeated(town.people, "person_id", lambda line: line.person_id)
    yield from _shared_subjects(town.people, known.subjects)
    yield from _repeated(town.sites, "site", lambda line: line.site)
    yield from _contradicting(town.home_hazards, "hazard", lambda line: (line.person_id, line.hazard))
    yield from _contradicting(town.relations, "kind", lambda line: (line.person_id, line.other_id, line.kind))


def _repeated(sheet: Sheet[T], column: str, id_of: Callable[[T], str]) -> Iterator[Problem]:
    for first, again in _second_ones(sheet, id_of):
        yield sheet.problem(again.number, column, f"'{id_of(again.line)}' already stands in line {first.number}")


def _contradicting(sheet: Sheet[T], column: str, key_of: Callable[[T], Hashable]) -> Iterator[Problem]:
    """A line that repeats another to the letter does no harm; one that says something else does."""
    for first, again in _second_ones(sheet, key_of):
        if first.line != again.line:
            yield sheet.problem(again.number, column, f"says otherwise than line {first.number}; keep one of the two")


def _second_ones(sheet: Sheet[T], key_of: Callable[[T], Hashable]) -> Iterator[tuple[Numbered[T], Numbered[T]]]:
    seen: dict[Hashable, Numbered[T]] = {}
    for numbered in sheet.lines:
        key = key_of(numbered.line)
        first = numbered if key == "" else seen.setdefault(key, numbered)
        if first is not numbered:
            yield first, numbered


def _shared_subjects(sheet: Sheet[PersonLine], subjects: Mapping[str, str]) -> Iterator[Problem]:
    moved = {each.line.person_id: each.line.subject for each in sheet.lines}
    seen: dict[str, Numbered[PersonLine]] = {}
    for numbered in sheet.lines:
        line = numbered.line
        if line.subject is None:
            continue
        first = seen.setdefault(line.subject, numbered)
        holder = subjects.get(line.subject, line.person_id)
        if first is not numbered:
            message = f"is that of '{first.line.person_id}' in line {first.number} and of '{line.person_id}' here"
            yield sheet.problem(numbered.number, "subject", f"{message}; a subject is one person")
        elif holder != line.person_id and moved.get(holder, line.subject) == line.subject:
            message = f"is already that of '{holder}', and here of '{line.person_id}'; a subject is one person"
            yield sheet.problem(numbered.number, "subject", message)
