"""The Japan Meteorological Agency: its telegrams (気象庁防災情報XML) and the Atom feeds that bring them."""

from integrations.alerts.jma.atom import Entry
from integrations.alerts.jma.feeds import JmaFeeds, Limits, Look, RefusedTelegram, Telegram
from integrations.alerts.jma.forecasts import is_forecast, is_forecast_of, parse_forecast
from integrations.alerts.jma.telegram import parse_telegram

__all__ = [
    "Entry",
    "JmaFeeds",
    "Limits",
    "Look",
    "RefusedTelegram",
    "Telegram",
    "is_forecast",
    "is_forecast_of",
    "parse_forecast",
    "parse_telegram",
]
