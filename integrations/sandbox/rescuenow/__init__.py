"""The stand-in for Rescuenow's occurrence flags: our own JSON, samples about 会津若松市, and faults on demand."""

from integrations.sandbox.rescuenow.app import create_rescuenow
from integrations.sandbox.rescuenow.flags import SAMPLES, Flags

__all__ = ["SAMPLES", "Flags", "create_rescuenow"]
