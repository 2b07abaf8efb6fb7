"""Everything that is wrong with a city's files, in the order in which the city would mend it."""

from bot.storage.city_load.duplicates import duplicates
from bot.storage.city_load.problem import Problem
from bot.storage.city_load.references import dangling
from bot.storage.city_load.town import FILES, Known, Town


def problems_of(town: Town, known: Known) -> tuple[Problem, ...]:
    """File by file, then line by line. Empty: the town may be written."""
    of_sheets = (problem for sheet in town.sheets() for problem in sheet.problems)
    found = (*of_sheets, *duplicates(town, known), *dangling(town, known))
    return tuple(sorted(found, key=lambda each: (FILES.index(each.file), each)))
