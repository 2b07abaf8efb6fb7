"""What somebody says to staff, as its row."""

from typing import Any

from bot.core.records import SaidToStaff


def row_of_said(said: SaidToStaff) -> dict[str, Any]:
    return {
        "id": said.id,
        "talk_id": said.talk,
        "at": said.at,
        "said_by": None,
        "office": "",
        "words": said.words,
        "event_id": said.event,
    }
