"""The Japan Meteorological Agency: its telegrams (気象庁防災情報XML) and the Atom feeds that bring them."""

from integrations.alerts.jma.feeds import JmaFeeds, Limits, Look, RefusedTelegram, Telegram
from integrations.alerts.jma.telegram import parse_telegram

__all__ = [
    "JmaFeeds",
    "Limits",
    "Look",
    "RefusedTelegram",
    "Telegram",
    "parse_telegram",
]
