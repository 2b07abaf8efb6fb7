"""A conversation and its row. Version 0 means that nobody has spoken there yet."""

from datetime import datetime
from typing import Any

from bot.core.conversation import Conversation, Listed, Offered, Reach, State
from bot.core.events import address_of, channel_of
from bot.core.ids import ConversationId, DistrictId, IncidentId, PersonId
from bot.core.language import Language
from bot.core.reports import Listing
from bot.storage.rows import AnyRow


def row_of_conversation(conversation: Conversation) -> dict[str, Any]:
    """As it stands after the turn: one version on."""
    return {
        "id": conversation.id,
        "channel": channel_of(conversation.id).value,
        "address": address_of(conversation.id),
        "person_id": conversation.person,
        "language": conversation.language.value,
        "state": conversation.state.value,
        "about_id": conversation.about,
        "incident_id": conversation.incident,
        "reach": conversation.reach.value,
        "last_event_at": conversation.last_event_at,
        "version": conversation.version + 1,
        "offered": _row_of_offered(conversation.offered),
        "link_code": conversation.link_code,
        "link_browser": conversation.link_browser,
        "district_id": conversation.district,
        "sent_private_at": conversation.sent_private_at,
        "listed": _row_of_listed(conversation.listed),
    }


def _row_of_offered(offered: Offered | None) -> dict[str, str] | None:
    if offered is None:
        return None
    return {"offer": offered.offer, "version": offered.version, "shown_at": offered.shown_at.isoformat()}


def _offered_of(row: dict[str, str]) -> Offered:
    return Offered(row["offer"], row["version"], datetime.fromisoformat(row["shown_at"]))


def _row_of_listed(listed: Listed | None) -> dict[str, str] | None:
    if listed is None:
        return None
    return {"listing": listed.listing.value, "district": listed.district, "incident": listed.incident}


def _listed_of(row: dict[str, str]) -> Listed | None:
    """A list that only another version knows is none that was asked for here."""
    if row["listing"] not in set(Listing):
        return None
    return Listed(Listing(row["listing"]), DistrictId(row["district"]), IncidentId(row["incident"]))


def _state(word: str) -> State:
    """A question that only another version knows is no open question here: one row must not stop all turns."""
    return State(word) if word in set(State) else State.IDLE


def conversation_of(row: AnyRow) -> Conversation:
    return Conversation(
        id=ConversationId(row.id),
        person=PersonId(row.person_id) if row.person_id else None,
        language=Language(row.language),
        state=_state(row.state),
        about=PersonId(row.about_id) if row.about_id else None,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
        reach=Reach(row.reach),
        last_event_at=row.last_event_at,
        version=row.version,
        offered=_offered_of(row.offered) if row.offered else None,
        link_code=row.link_code,
        link_browser=row.link_browser,
        district=DistrictId(row.district_id) if row.district_id else None,
        sent_private_at=row.sent_private_at,
        listed=_listed_of(row.listed) if row.listed else None,
    )
