"""What is sent stands in the log once, and somebody is woken."""

import json

import pytest

from bot.core.errors import TryLater
from bot.core.ids import ConversationId
from bot.core.ports import Signal
from bot.core.replies import Say
from handlers.web_chat.memory import MemoryChatLog
from handlers.web_chat.sender import EVERYBODY, WebChatSender
from tests.unit.handlers.web_chat.stage import StageWakeups, letter, phrasebook, words

A, B = ConversationId("web:a"), ConversationId("web:b")


@pytest.fixture
def log() -> MemoryChatLog:
    return MemoryChatLog()


@pytest.fixture
def wakeups() -> StageWakeups:
    return StageWakeups()


@pytest.fixture
def sender(log: MemoryChatLog, wakeups: StageWakeups) -> WebChatSender:
    return WebChatSender(log, wakeups, phrasebook())


async def test_what_is_sent_is_in_the_log_and_wakes_the_conversation(
    sender: WebChatSender, log: MemoryChatLog, wakeups: StageWakeups
) -> None:
    await sender.push(letter("m1", Say(words("無事ですか")), "a"))
    (entry,) = (await log.after({A: 0}, 10))[A]
    assert (entry.seq, entry.source, entry.own) == (1, "m1", False)
    assert json.loads(entry.body)["messages"][0]["text"] == "無事ですか"
    assert await wakeups.wait({Signal.WEB_CHAT}, 0.01) == (A,)


async def test_a_letter_sent_twice_is_there_once_even_as_reply_and_push(
    sender: WebChatSender, log: MemoryChatLog
) -> None:
    twice = letter("m1", Say(words("無事ですか")), "a")
    await sender.push(twice)
    await sender.reply("", twice)
    assert await log.newest(A) == 1


async def test_many_are_told_in_one_write_and_one_wake_up(
    sender: WebChatSender, log: MemoryChatLog, wakeups: StageWakeups
) -> None:
    await sender.multicast(letter("m1", Say(words("無事ですか")), "a", "b"))
    assert (await log.newest(A), await log.newest(B)) == (1, 1)
    assert await wakeups.wait({Signal.WEB_CHAT}, 0.01) == (EVERYBODY,)


async def test_a_log_that_is_down_means_later_and_surely_not_sent(sender: WebChatSender, log: MemoryChatLog) -> None:
    log.down = True
    with pytest.raises(TryLater) as later:
        await sender.push(letter("m1", Say(words("無事ですか")), "a"))
    assert not later.value.ambiguous
