"""All tables of Anpi, by area. SQLAlchemy Core only: rows are values, never objects that know the database."""

from bot.storage.tables.alerts import alerts, feed_marks, fetched_telegrams, proposals
from bot.storage.tables.announcements import announcements, held_mail
from bot.storage.tables.city_os import city_os_consents, city_os_feed, city_os_people, consent_changes
from bot.storage.tables.districts import district_calls, papers
from bot.storage.tables.family import goings, nudges
from bot.storage.tables.forecasts import forecasts
from bot.storage.tables.homes import home_hazards
from bot.storage.tables.incidents import (
    check_ins,
    emergencies,
    helpers_told,
    incident_counts,
    incident_districts,
    incident_reports,
    incidents,
    steps_told,
)
from bot.storage.tables.ledger import ledger, ledger_head
from bot.storage.tables.linking import (
    identities,
    link_code_tries,
    link_codes,
    link_nonces,
    logout_tokens,
    sign_ins,
)
from bot.storage.tables.people import accounts, consents, districts, people, relations, roles, untied_accounts
from bot.storage.tables.quiet_days import practice_counts, practices, quiet_days
from bot.storage.tables.records import notices, reports
from bot.storage.tables.roll_calls import roll_calls
from bot.storage.tables.schema import metadata
from bot.storage.tables.sites import sites
from bot.storage.tables.talk import conversations, inbox, outbox
from bot.storage.tables.talks import talk_lines, talks
from bot.storage.tables.unclear import unclear_turns
from bot.storage.tables.visits import visits
from bot.storage.tables.web_chat import web_accounts, web_chat_ends, web_chat_log

__all__ = [
    "accounts",
    "alerts",
    "announcements",
    "check_ins",
    "city_os_consents",
    "city_os_feed",
    "city_os_people",
    "consent_changes",
    "consents",
    "conversations",
    "district_calls",
    "districts",
    "emergencies",
    "feed_marks",
    "fetched_telegrams",
    "forecasts",
    "goings",
    "held_mail",
    "helpers_told",
    "home_hazards",
    "identities",
    "inbox",
    "incident_counts",
    "incident_districts",
    "incident_reports",
    "incidents",
    "ledger",
    "ledger_head",
    "link_code_tries",
    "link_codes",
    "link_nonces",
    "logout_tokens",
    "metadata",
    "notices",
    "nudges",
    "outbox",
    "papers",
    "people",
    "practice_counts",
    "practices",
    "proposals",
    "quiet_days",
    "relations",
    "reports",
    "roles",
    "roll_calls",
    "sign_ins",
    "sites",
    "steps_told",
    "talk_lines",
    "talks",
    "unclear_turns",
    "untied_accounts",
    "visits",
    "web_accounts",
    "web_chat_ends",
    "web_chat_log",
]
