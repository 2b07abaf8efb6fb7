"""The outbox in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.conversation import Conversation, Reach
from bot.core.events import Channel, conversation_id
from bot.core.ids import MessageId
from bot.core.lanes import lane_of_letter
from bot.core.letters import Fate, Letter, Settlement
from bot.core.quota import SHORT
from bot.core.records import Priority
from bot.core.reports import Progress
from bot.storage.memory.narrowing import narrowed
from bot.storage.memory.outlived import lasts
from bot.storage.memory.standing import groundless_in, note_undelivered
from bot.storage.memory.world import Raised, World
from bot.storage.outbox.budget import WAITS
from bot.storage.outbox.consequence import Consequence, LetterState, consequence
from bot.storage.outbox.families import family_of
from bot.storage.outbox.halving import Family, family_name, members_of
from bot.storage.outbox.progress import COMES_AFTER
from bot.storage.rows.letters import RANK


class MemoryOutbox:
    def __init__(self, world: World) -> None:
        self._world = world

    async def due(
        self, lanes: Collection[int], now: datetime, limit: int, busy: Collection[MessageId]
    ) -> tuple[Letter, ...]:
        waiting = [
            each.letter
            for each in self._world.outbox.values()
            if each.state is LetterState.PENDING
            and each.due_at <= now
            and each.letter.id not in busy
            and lane_of_letter(each.letter) in lanes
            and not self._waits_its_turn(each.letter)
            and not self._goes_after_better(each.letter)
        ]
        first = sorted(waiting, key=lambda each: RANK[each.priority])[:limit]
        going = (narrowed(self._world, each) for each in first)
        return tuple(each for each in going if each is not None and lasts(self._world, each, now))

    def _waits_its_turn(self, letter: Letter) -> bool:
        if not letter.beyond or letter.priority is not Priority.BULK:
            return False
        of_mailing = [
            each
            for each in self._world.outbox.values()
            if (each.letter.priority, each.letter.created_at) == (Priority.BULK, letter.created_at)
            and each.letter.speech.drill is letter.speech.drill
            and each.letter.channel is Channel.LINE
        ]
        place = [each.letter.id for each in of_mailing].index(letter.id)
        return any(
            each.state is LetterState.PENDING and (number < place or not each.letter.beyond)
            for number, each in enumerate(of_mailing)
        )

    def _goes_after_better(self, letter: Letter) -> bool:
        pending = [each.letter for each in self._world.outbox.values() if each.state is LetterState.PENDING]
        on_line = [each for each in pending if each.channel is Channel.LINE]
        many = [each for each in on_line if each.priority is Priority.BULK]
        alone = [each for each in on_line if _waits_alone(each)]
        if _waits_alone(letter) and any(letter.speech.drill or not each.speech.drill for each in many):
            return True
        return letter.speech.drill and letter.beyond and any(not each.speech.drill for each in (*many, *alone))

    async def begin(self, letters: Sequence[Letter], now: datetime) -> Collection[MessageId]:
        begun: set[MessageId] = set()
        for each in letters:
            posted = self._world.outbox[each.id]
            before = posted.letter
            if posted.state is not LetterState.PENDING or before.recipients != each.recipients:
                continue
            begun.add(each.id)
            posted.letter = replace(
                before,
                body=each.body,
                replied=each.replied,
                may_have_arrived=each.may_have_arrived,
                attempts=before.attempts + 1,
                first_attempt_at=before.first_attempt_at or now,
            )
        return begun

    async def groundless(self, letters: Sequence[Letter], now: datetime) -> Mapping[MessageId, str]:
        return groundless_in(self._world, letters, now)

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        for each in settlements:
            posted = self._world.outbox.get(each.letter)
            if posted is not None and posted.state is LetterState.PENDING:
                self._apply(consequence(posted.letter, each, self._family(each.letter)))

    def _family(self, letter: MessageId) -> Family:
        known = self._world.outbox
        return family_of([known[each].state for each in members_of(family_name(letter)) if each in known])

    def _apply(self, of: Consequence) -> None:
        posted = self._world.outbox[of.letter.id]
        posted.state = of.state
        if of.settlement.fate is Fate.RETRY:
            posted.due_at = of.settlement.retry_at or of.settlement.at
            beyond = of.settlement.reason == SHORT
            recipients = of.kept or posted.letter.recipients
            replied = of.settlement.replied
            posted.letter = replace(posted.letter, replied=replied, beyond=beyond, recipients=recipients)
        posted.letter = replace(posted.letter, may_have_arrived=of.settlement.may_have_arrived)
        for rest in of.rests:
            self._world.post(rest, of.rests_due_at)
        if of.notice and of.notice.id not in {each.notice.id for each in self._world.notices}:
            self._world.notices.append(Raised(of.notice))
        for address in of.gone:
            id_ = conversation_id(of.letter.channel, address)
            known = self._world.conversations.get(id_, Conversation(id_))
            self._world.conversations[id_] = replace(known, reach=Reach.GONE)
        self._move(of, of.reached, Progress.SENT)
        self._move(of, of.missed, Progress.DELIVERY_UNKNOWN)
        if of.ended:
            note_undelivered(self._world, of.ended)

    def _move(self, of: Consequence, addresses: tuple[str, ...], to: Progress) -> None:
        if of.letter.incident is None:
            return
        for account in self._world.accounts:
            asked = self._world.check_ins.get((of.letter.incident, account.person))
            meant = account.channel is of.letter.channel and account.address in addresses
            if asked and meant and asked.check_in.progress in COMES_AFTER[to]:
                asked.check_in = replace(asked.check_in, progress=to)


def _waits_alone(letter: Letter) -> bool:
    return letter.mailing is not None and letter.mailing.startswith(WAITS)
