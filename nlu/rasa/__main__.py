"""`python -m nlu.rasa train` and `python -m nlu.rasa serve`, in Rasa's own environment; `make rasa` calls them."""

from __future__ import annotations

import argparse
import os
import sys

from nlu.rasa.serving import PortTakenError, serve
from nlu.rasa.training import TrainingError, train


def main() -> int:
    """1 with a plain sentence on standard error where it does not work; `serve` does not return otherwise."""
    parser = argparse.ArgumentParser(prog="python -m nlu.rasa", description=__doc__)
    parser.add_argument("deed", choices=("train", "serve"))
    parser.add_argument("--port", type=int, default=os.environ.get("RASA_PORT") or 5005)
    given = parser.parse_args()
    try:
        model = train()
        if given.deed == "serve":
            serve(model, given.port)
    except (TrainingError, PortTakenError) as error:
        print(f"Rasa: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
