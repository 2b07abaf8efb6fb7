"""Letters that show something of people and waited: the shell looks at their ground once more, and only at theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
import structlog

from bot.core.errors import TryLater
from bot.core.events import Channel
from bot.core.ids import MessageId
from bot.core.letters import Letter
from bot.core.quota import SHORT, Quota
from bot.core.records import Priority
from bot.delivery import AT_ONCE_WITHIN, GIVE_UP_AFTER, Delivery
from bot.storage.memory import MemoryOutbox
from bot.storage.outbox.consequence import LetterState
from tests.unit.stage import Fault, Stage, StageLine, deliver, letter_of


@pytest.fixture
def stage() -> Stage:
    return Stage()


class Watched(MemoryOutbox):
    """Remembers which letters were looked at again; of some it says that they have lost their ground."""

    def __init__(self, stage: Stage, *lost: MessageId) -> None:
        super().__init__(stage.world)
        self.looks: list[list[MessageId]] = []
        self._lost = lost

    async def groundless(self, letters: Sequence[Letter], now: datetime) -> Mapping[MessageId, str]:
        assert now.tzinfo is not None
        self.looks.append([each.id for each in letters])
        return dict.fromkeys(self._lost, "gone")


async def looked_at(stage: Stage) -> list[list[MessageId]]:
    """By one round of deliveries."""
    outbox = Watched(stage)
    await deliver(stage.delivery(outbox))
    return outbox.looks


def showing(number: int) -> Letter:
    letter = letter_of(number)
    return replace(letter, showing=letter.id)


async def test_a_fresh_first_attempt_is_not_looked_at(stage: Stage) -> None:
    stage.post(showing(1))
    stage.clock.advance(AT_ONCE_WITHIN.total_seconds())
    assert await looked_at(stage) == []


async def test_a_late_first_attempt_is(stage: Stage) -> None:
    letter = stage.post(showing(1))
    stage.clock.advance(AT_ONCE_WITHIN.total_seconds() + 1)
    assert await looked_at(stage) == [[letter.id]]


async def test_a_second_attempt_is_however_soon(stage: Stage) -> None:
    letter = stage.post(showing(1))
    stage.line.faults.append(Fault.TOO_MANY)
    assert await looked_at(stage) == []
    stage.clock.advance(1)
    assert await looked_at(stage) == [[letter.id]]


async def test_all_that_are_due_are_looked_at_in_one_go_and_what_shows_nothing_never(stage: Stage) -> None:
    letters = [stage.post(showing(number)) for number in range(1, 4)]
    stage.post(letter_of(9))
    stage.clock.advance(3_600)
    assert await looked_at(stage) == [[each.id for each in letters]]
    assert stage.line.pushed.total() == 4


async def test_what_has_lost_its_ground_is_not_attempted_and_the_log_says_so_with_ids_alone(
    stage: Stage,
) -> None:
    lost, kept = stage.post(showing(1)), stage.post(showing(2))
    stage.clock.advance(3_600)
    delivery = stage.delivery(Watched(stage, lost.id))
    with structlog.testing.capture_logs() as logs:
        assert await deliver(delivery) == 1
    assert (stage.line.calls, stage.world.outbox[lost.id].state) == ([("push", kept.id)], LetterState.DROPPED)
    assert logs == [{"event": "letter.withheld", "letter": lost.id, "reason": "gone", "log_level": "info"}]
    assert delivery.finished.is_set()
    assert stage.world.notices == []


async def test_whether_it_may_have_arrived_is_told_with_every_end(stage: Stage) -> None:
    """Sent with a lost answer, and refused later: nobody knows that the first had not arrived."""
    letter = stage.post(showing(1))
    stage.line.faults.append(Fault.LOST_BEFORE)
    await deliver(stage.delivery(Watched(stage)))
    stage.line.unknown.add("hana")
    stage.clock.advance(2)
    await deliver(stage.delivery(Watched(stage)))
    assert stage.world.outbox[letter.id].state is LetterState.REFUSED
    assert stage.world.outbox[letter.id].letter.may_have_arrived


async def test_a_plain_refusal_surely_did_not_arrive(stage: Stage) -> None:
    letter = stage.post(showing(1))
    stage.line.unknown.add("hana")
    await deliver(stage.delivery(Watched(stage)))
    assert stage.world.outbox[letter.id].state is LetterState.REFUSED
    assert not stage.world.outbox[letter.id].letter.may_have_arrived


async def test_what_waited_behind_others_for_more_messages_is_given_up_after_23_hours_too(stage: Stage) -> None:
    letter = stage.post(replace(letter_of(1), beyond=True))
    stage.clock.advance(GIVE_UP_AFTER.total_seconds() + 1)
    await deliver(stage.delivery())
    assert stage.world.outbox[letter.id].state is LetterState.EXPIRED


class ShortLine(StageLine):
    """Three messages are left in the month, and a call beyond them reaches nobody."""

    left = 3

    async def multicast(self, letter: Letter) -> None:
        if len(letter.recipients) > self.left:
            raise TryLater(SHORT, ambiguous=False, pause=600)
        self.left -= len(letter.recipients)
        await super().multicast(letter)

    async def quota(self) -> Quota:
        return Quota(200, 200 - self.left)


async def test_a_call_to_more_than_are_left_is_cut_to_what_line_says_is_left(stage: Stage) -> None:
    line = ShortLine(stage.clock)
    many = stage.post(replace(letter_of(1), recipients=("hana", "yuki", "sato", "ken"), priority=Priority.BULK))
    delivery = Delivery(
        outbox=stage.outbox,
        senders={Channel.LINE: line},
        clock=stage.clock,
        jitter=lambda: 0.5,
        quota=line.quota,
    )
    await deliver(delivery)
    await deliver(delivery)
    assert line.left == 0
    sent = [each.letter.recipients for each in stage.world.outbox.values() if each.state is LetterState.DONE]
    assert sent == [("hana", "yuki", "sato")]
    assert stage.world.outbox[many.id].letter.recipients == ("ken",)
