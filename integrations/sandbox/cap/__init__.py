"""The stand-in for a feed of CAP 1.2 messages: Atom, samples about 会津若松市, and faults on demand."""

from integrations.sandbox.cap.app import create_cap
from integrations.sandbox.cap.board import Board
from integrations.sandbox.cap.samples import SAMPLES, SENDER

__all__ = ["SAMPLES", "SENDER", "Board", "create_cap"]
