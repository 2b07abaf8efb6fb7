"""The Japan Meteorological Agency: its telegrams (気象庁防災情報XML) and the Atom feeds that bring them."""

from integrations.alerts.jma.coverage import is_owed, unbroken_since
from integrations.alerts.jma.feeds import JmaFeeds
from integrations.alerts.jma.forecasts import is_forecast, is_forecast_of, parse_forecast
from integrations.alerts.jma.telegram import parse_telegram
from integrations.alerts.linked import Limits, Look, RefusedTelegram, Telegram

__all__ = [
    "JmaFeeds",
    "Limits",
    "Look",
    "RefusedTelegram",
    "Telegram",
    "is_forecast",
    "is_forecast_of",
    "is_owed",
    "parse_forecast",
    "parse_telegram",
    "unbroken_since",
]
