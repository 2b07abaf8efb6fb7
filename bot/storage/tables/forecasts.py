"""The weather of a forecast area on a day, as it was last forecast. Nothing personal stands here."""

from sqlalchemy import Column, Date, Integer, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import metadata

forecasts = Table(
    "forecasts",
    metadata,
    Column("area", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("sky", Text, nullable=False),
    Column("highest", Integer),
    Column("rain", Integer),
    Column("issued", Instant, nullable=False),
)
