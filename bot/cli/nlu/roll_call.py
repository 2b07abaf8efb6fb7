"""What `anpi nlu roll-call` does: each line of standard input is read as a message about many people."""

import sys

from bot.bootstrap.understanding import roll_call_reader
from bot.cli.nlu.parsing import settings_without_database
from nlu.roll_call.writing import as_line


def read_lines() -> None:
    """Two characters, a backslash and an n, stand for a new line in a message."""
    reader = roll_call_reader(settings_without_database())
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r").replace("\\n", "\n")
        sys.stdout.write(as_line(text, reader.read(text)) + "\n")
        sys.stdout.flush()
