"""When an offer is no longer the open question: after its answer, and as soon as the talk is about something else."""

from dataclasses import replace

from bot.core.conversation import Conversation, State
from bot.core.turn import Turn


def without_offer(conversation: Conversation) -> Conversation:
    """The offer is answered, or void; any other open question stays open."""
    return replace(shut(conversation), offered=None)


def shut(conversation: Conversation) -> Conversation:
    """A はい of one's own words is no answer any more; the buttons below the offer still are."""
    return replace(conversation, state=State.IDLE) if conversation.state is State.AWAITING_CONSENT else conversation


def after_something_else(turn: Turn, conversation: Conversation) -> Conversation:
    """`conversation` as another topic left it. In another language, or for another person, the words were not shown."""
    if conversation.offered != turn.conversation.offered:
        return conversation
    changed = conversation.language is not turn.conversation.language or conversation.person != turn.conversation.person
    return without_offer(conversation) if changed else shut(conversation)
