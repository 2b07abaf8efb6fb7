"""Lends a PostgreSQL to a command: `python -m tests.servers.lend VARIABLE COMMAND ...` runs it with the address set.

Where the variable is set already, that server is taken.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from tests.servers import postgres
from tests.servers.missing import Missing


def main(variable: str, command: Sequence[str]) -> int:
    """The command's exit code. Without a server it runs all the same: it knows what to leave out."""
    if os.environ.get(variable):
        return run(command, os.environ[variable], variable)
    try:
        with postgres.running(*postgres.AS_A_CITY_RUNS_IT) as server, server.database() as address:
            return run(command, address, variable)
    except Missing as reason:
        sys.stderr.write(f"{reason}\n")
        return run(command, "", variable)


def run(command: Sequence[str], address: str, variable: str) -> int:
    return subprocess.run(command, check=False, env={**os.environ, variable: address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
