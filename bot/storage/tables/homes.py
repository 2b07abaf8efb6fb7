"""What the hazard maps say of people's homes, laid over them by the city's GIS."""

from sqlalchemy import Column, Double, ForeignKey, Index, Table, Text

from bot.storage.tables.schema import metadata

# `depth`: metres; empty where the map names none. `zone`: of a landslide.
home_hazards = Table(
    "home_hazards",
    metadata,
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("hazard", Text, primary_key=True),
    Column("depth", Double),
    Column("zone", Text),
    Index(None, "hazard", "person_id"),
)
