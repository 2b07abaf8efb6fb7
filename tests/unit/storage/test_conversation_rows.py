"""Conversations as rows: what another version has written stops nothing."""

from types import SimpleNamespace
from typing import Any

from bot.core.conversation import Conversation, Listed, State
from bot.core.events import Channel, conversation_id
from bot.core.ids import DistrictId, IncidentId
from bot.core.reports import Listing
from bot.storage.rows.conversations import conversation_of, row_of_conversation


def test_a_question_that_this_version_does_not_know_is_no_open_question() -> None:
    written = row_of_conversation(Conversation(conversation_id(Channel.LINE, "U1"), state=State.AWAITING_PLACE))
    row: Any = SimpleNamespace(**{**written, "state": "plan.awaiting_signature"})
    assert conversation_of(row).state is State.IDLE


def test_a_list_that_this_version_does_not_know_is_none_that_was_asked_for() -> None:
    listed = Listed(Listing.SILENT, DistrictId("north"), IncidentId("I1"))
    written = row_of_conversation(Conversation(conversation_id(Channel.LINE, "U1"), listed=listed))
    row: Any = SimpleNamespace(**{**written, "listed": {**written["listed"], "listing": "evacuated"}})
    assert conversation_of(row).listed is None
