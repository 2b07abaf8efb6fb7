"""All tables of Anpi, by area. SQLAlchemy Core only: rows are values, never objects that know the database."""

from bot.storage.tables.incidents import check_ins, emergencies, incident_districts, incidents
from bot.storage.tables.people import accounts, consents, districts, people, relations, roles
from bot.storage.tables.records import disclosures, notices, reports
from bot.storage.tables.schema import metadata
from bot.storage.tables.talk import conversations, inbox, outbox
from bot.storage.tables.web_chat import web_accounts, web_chat_ends, web_chat_log

__all__ = [
    "accounts",
    "check_ins",
    "consents",
    "conversations",
    "disclosures",
    "districts",
    "emergencies",
    "inbox",
    "incident_districts",
    "incidents",
    "metadata",
    "notices",
    "outbox",
    "people",
    "relations",
    "reports",
    "roles",
    "web_accounts",
    "web_chat_ends",
    "web_chat_log",
]
