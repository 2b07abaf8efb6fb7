"""Becomes Rasa's own server: its HTTP API on this machine alone, one process, nothing kept and nothing passed on."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from nlu.rasa.project import CREDENTIALS, ENDPOINTS, ROOT
from nlu.rasa.surroundings import RASA, environ

HOST = "127.0.0.1"


class PortTakenError(Exception):
    """Something else listens there; the message names the remedy."""


def serve(model: Path, port: int) -> None:
    """Never returns: this process becomes the server. Raises PortTakenError before that."""
    _check(port)
    address = f"http://{HOST}:{port}"
    _say(f"starting on {address}, for this machine alone; ready in half a minute, Ctrl-C ends it.")
    _say("it answers what a text may mean and keeps nothing: no telemetry, no tracker, no log of what people write.")
    _say(f"Anpi uses it with: ANPI_NLU_ENGINE=rasa ANPI_RASA_URL={address} .venv/bin/anpi serve")
    command = [
        str(RASA), "run", "--enable-api", "--model", str(model), "--interface", HOST, "--port", str(port),
        "--endpoints", str(ENDPOINTS), "--credentials", str(CREDENTIALS),
    ]  # fmt: skip
    os.chdir(ROOT)
    os.execve(command[0], command, environ())  # noqa: S606 - the program stands beside this interpreter


def _check(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTakenError(f"port {port} is taken; choose another: make rasa RASA_PORT={port + 1}") from error


def _say(words: str) -> None:
    print(f"Rasa: {words}", file=sys.stderr, flush=True)
