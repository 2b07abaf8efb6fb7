"""Alerts as they came in, and the proposals that they led to: kept once, decided once."""

from bot.storage.alerts.carrying import Before, CarriedOut, NotCarriedOut, Obstacle, Order
from bot.storage.alerts.meaning import Opening
from bot.storage.alerts.proposals import ProposalStore
from bot.storage.alerts.reopening import Stays
from bot.storage.alerts.store import AlertStore, KeptAlert, Mark

__all__ = [
    "AlertStore",
    "Before",
    "CarriedOut",
    "KeptAlert",
    "Mark",
    "NotCarriedOut",
    "Obstacle",
    "Opening",
    "Order",
    "ProposalStore",
    "Stays",
]
