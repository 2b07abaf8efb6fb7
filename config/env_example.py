"""Writes `config/env.example` from the settings, so that the two never differ.

`python -m config.env_example` writes it; with `--check` it only says whether the file is up to date.
"""

import sys
from pathlib import Path

from config.settings import PREFIX, Settings

FILE = Path(__file__).with_name("env.example")
HEAD = """\
# Anpi's settings. Generated from config/settings.py by `make fix`; change them there.
# Anpi reads the environment only, never this file: copy it, fill it in, and load the copy
# (`set -a; . ./.env; set +a`, or EnvironmentFile= of a systemd unit). What stays commented out keeps its default.
"""


def example() -> str:
    """The whole file: every variable with its meaning, commented out, at its default."""
    return HEAD + "".join(entry(name) for name in Settings.model_fields)


def entry(name: str) -> str:
    field = Settings.model_fields[name]
    # The defaults of secrets are empty (one or several), and a generated file is no place for any other.
    shown = field.default if isinstance(field.default, str) else ""
    if isinstance(field.default, int):
        shown = str(field.default).lower()
    return f"\n# {field.description}\n#{PREFIX}{name.upper()}={shown}\n"


def main() -> int:
    """Write, or check and return 1 with a sentence when the file is not what the settings say."""
    if "--check" not in sys.argv[1:]:
        FILE.write_text(example(), encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == example():
        return 0
    sys.stderr.write("config/env.example is not what config/settings.py says: run `make fix`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
