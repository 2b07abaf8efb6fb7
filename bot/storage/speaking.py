"""In which language somebody is written to."""

from sqlalchemy import case

from bot.storage.tables import conversations, people

spoken = case((conversations.c.version > 0, conversations.c.language), else_=people.c.language)
"""Whoever has spoken there has settled the language; else the register says it."""
