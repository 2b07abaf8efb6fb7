"""Finds ANPI_ variables that mean nothing, most of them slips of the pen, with the name that was probably meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from config.settings import PREFIX, Settings

# Read by the tests (tests/servers), the set-up (locks/install.py) and the benchmarks, not by the running program.
OTHERS = ("ANPI_TEST_", "ANPI_SETUP_", "ANPI_BENCH_")


@dataclass(frozen=True, slots=True)
class UnknownVariable:
    """A variable that no setting reads; `closest` is the most similar known name, if one is similar at all."""

    name: str
    closest: str | None

    def __str__(self) -> str:
        hint = f"; did you mean {self.closest}?" if self.closest else ""
        return f"{self.name} is not a setting of Anpi{hint}"


def unknown_variables(environ: Mapping[str, str]) -> tuple[UnknownVariable, ...]:
    """Every ANPI_ variable of `environ` that no setting has, in alphabetical order."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    return tuple(
        UnknownVariable(name, next(iter(get_close_matches(name.upper(), known, n=1)), None))
        for name in sorted(environ)
        if name.upper().startswith(PREFIX) and not name.upper().startswith(OTHERS) and name.upper() not in known
    )
