"""The stand-in for L-Alert: pulled and pushing, with samples of our own about 会津若松市, and faults on demand."""

from integrations.sandbox.l_alert.app import create_l_alert
from integrations.sandbox.l_alert.board import Board, Document
from integrations.sandbox.l_alert.samples import SAMPLES, Sample

__all__ = ["SAMPLES", "Board", "Document", "Sample", "create_l_alert"]
