"""Lanes beside SQLite: one worker holds all of them as long as its process lives, by a lock on a file."""

import fcntl
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from bot.core.ports import LANES

ALL = frozenset(range(LANES))


class SqliteLanes:
    """The kernel frees the lock when the process ends, however it ends. The file itself stays and means nothing."""

    def __init__(self, database: str | Path) -> None:
        """`database`: the path of the SQLite file; the lock is taken on `<file>.lanes` beside it."""
        self._path = Path(f"{database}.lanes")
        self._file: BinaryIO | None = None

    async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:  # noqa: ARG002 - none is given back in between
        if self._file is None:
            self._file = _locked(self._path)
        return ALL if self._file is not None else frozenset()

    async def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _locked(path: Path) -> BinaryIO | None:
    """The open file, or None where another worker has it, or the folder cannot be written at this moment."""
    try:
        file = path.open("ab")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
