"""Whatever happens in whatever order: nothing twice, nothing to whoever blocked, no quota below zero."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.line_platform import Channel, Platform, VirtualClock, World
from integrations.sandbox.line_platform.api.call import Answer, Call, Refused
from integrations.sandbox.line_platform.api.multicast import multicast
from integrations.sandbox.line_platform.api.push import push
from integrations.sandbox.line_platform.api.reply import reply
from tests.unit.integrations.sandbox.stage import words

USERS = ["U" + digit * 32 for digit in "123"]
KEYS = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in "123"]
TOKENS = ["token-1", "token-2"]
HANDLERS = {"push": push, "multicast": multicast, "reply": reply}
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Step:
    what: str
    user: int
    number: int
    seconds: float


steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(["push", "push", "multicast", "reply", "event", "block", "unblock", "wait"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.floats(0, 100),
    ),
    max_size=40,
)


class Town:
    def __init__(self, quota: int | None) -> None:
        self.clock = VirtualClock()
        self.world = World(Channel(quota_limit=quota), self.clock)
        for user_id in USERS:
            self.world.add_user("町の人", user_id)
        self.platform = Platform.built(self.world)
        self.blocked_seen: Counter[str] = Counter()

    def call(self, what: str, body: dict[str, Any], key: str | None) -> Answer | None:
        headers = {"x-line-retry-key": key} if key else {}
        raw = json.dumps(body).encode()
        call = Call(self.platform, what, self.world.ids.request_id(), headers=headers, body=body, raw=raw)
        try:
            return HANDLERS[what](call)
        except Refused:
            return None

    def take(self, step: Step) -> None:
        user = self.world.users[USERS[step.user]]
        message = {"messages": [words()]}
        match step.what:
            case "push":
                self.call("push", {"to": user.user_id, **message}, KEYS[step.number])
            case "multicast":
                self.call("multicast", {"to": USERS[: step.user + 1], **message}, KEYS[step.number])
            case "reply":
                self.call("reply", {"replyToken": TOKENS[step.number % 2], **message}, None)
            case "event":
                self.world.reply_tokens.delivered(TOKENS[step.number % 2], self.clock.now_ms())
            case "block" | "unblock":
                user.blocked = step.what == "block"
                self.blocked_seen[user.user_id] = self.received(user.user_id)
            case _:
                self.clock.advance(step.seconds)
        self.check()

    def received(self, user_id: str) -> int:
        return len(self.world.chats.of(user_id).messages)

    def check(self) -> None:
        used, limit = self.world.quota.used(self.clock.now_ms()), self.world.quota.limit
        assert used >= 0
        assert limit is None or used <= limit
        for user in self.world.users.values():
            assert not user.blocked or self.received(user.user_id) == self.blocked_seen[user.user_id]


@given(steps, st.none() | st.integers(0, 6))
def test_nothing_arrives_twice_and_nobody_who_blocked_is_reached(played: list[Step], quota: int | None) -> None:
    town = Town(quota)
    for number, token in enumerate(TOKENS):
        town.world.reply_tokens.give(token, USERS[number], town.clock.now_ms())
    for step in played:
        town.take(step)
    assert town.world.journal.doubled() == []
    assert set(town.world.journal.accepted_per_retry_key().values()) <= {1}
    assert set(town.world.journal.accepted_per_reply_token().values()) <= {1}


@given(st.lists(st.floats(0, 2 * DAY_SECONDS), max_size=12))
def test_a_key_protects_for_exactly_a_day(waits: list[float]) -> None:
    town = Town(None)
    accepted_ms: list[int] = []
    for seconds in waits:
        town.clock.advance(seconds)
        answer = town.call("push", {"to": USERS[0], "messages": [words()]}, KEYS[0])
        assert answer is not None
        if answer.status == 200:
            accepted_ms.append(town.clock.now_ms())
    gaps = [later - earlier for earlier, later in pairwise(accepted_ms)]
    assert all(gap > DAY_SECONDS * 1000 for gap in gaps)
    assert len(accepted_ms) == town.received(USERS[0])


@given(steps)
def test_the_same_seed_plays_the_same_town(played: list[Step]) -> None:
    towns = Town(None), Town(None)
    for town in towns:
        for step in played:
            town.take(step)
    assert towns[0].world.journal.sends == towns[1].world.journal.sends
