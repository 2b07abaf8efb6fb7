"""Conversations as rows: what another version has written stops nothing."""

from types import SimpleNamespace
from typing import Any

from bot.core.conversation import Conversation, State
from bot.core.events import Channel, conversation_id
from bot.storage.rows.conversations import conversation_of, row_of_conversation


def test_a_question_that_this_version_does_not_know_is_no_open_question() -> None:
    written = row_of_conversation(Conversation(conversation_id(Channel.LINE, "U1"), state=State.AWAITING_PLACE))
    row: Any = SimpleNamespace(**{**written, "state": "plan.awaiting_signature"})
    assert conversation_of(row).state is State.IDLE
