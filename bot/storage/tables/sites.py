"""Designated emergency sites and shelters (指定緊急避難場所・指定避難所), as the city's list names them."""

from sqlalchemy import Column, Double, ForeignKey, Table, Text

from bot.storage.tables.schema import metadata

# `hazards`: what it is designated for, `;` between; empty where nobody has said: it is never named as a way out then.
sites = Table(
    "sites",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kana", Text, nullable=False, default=""),
    Column("district_id", Text, ForeignKey("districts.id")),
    Column("lat", Double),
    Column("lon", Double),
    Column("hazards", Text, nullable=False, default="", server_default=""),
)
