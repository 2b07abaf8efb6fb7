"""The shell around turns: load after the lane is held, drive the topic, answer its requests, commit once.

Promise 1 lives here: an event's inbox row, its conversation, records, ledger and outbox change in one transaction or
not at all. A turn that fails leaves its event waiting; nothing is sent from here.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

import structlog
from prometheus_client import Counter, Histogram

from bot.core.ask import MAX_REQUESTS, Topic
from bot.core.errors import Unavailable
from bot.core.events import Channel, Event, TextSaid, channel_of
from bot.core.ids import ConversationId, NoticeId, derived_id
from bot.core.lanes import lane_of
from bot.core.people import City
from bot.core.ports import Arrival, Clock, FinishedTurn, Known, Parser, Signal, TurnStore, Wakeups
from bot.core.records import AccountTied, AccountUntied, NoticeKind, NoticeRaised
from bot.core.replies import Say, text
from bot.core.requests import Heard, ReadRollCall, Request
from bot.core.turn import Outcome, Turn
from bot.grouping import Grouping
from bot.hearing import Hearing
from bot.rules.begun import with_begun
from bot.rules.notice import MAX_WORDS
from bot.rules.unclear import with_unclear
from bot.topics.routes import drive, route

log = structlog.get_logger()

_TURNS = Counter("anpi_turns", "Turns by the topic that took them", ["topic"])
_FAILED = Counter("anpi_turns_failed", "Turns that ended in an error of ours")
_SECONDS = Histogram("anpi_turn_wait_seconds", "From the receipt of an event to the commit of its turn")

BATCH = 400
GROUP = 100
TRIES = 3
PAUSE = 1.0
"""Seconds in which a conversation rests after a dependency failed under its turn: nothing is tried in a rush."""


class Turns:
    """Takes what waits in the inbox, one conversation at a time in the order of its events, all others beside it."""

    def __init__(
        self,
        *,
        store: TurnStore,
        parsers: Mapping[Channel, Parser],
        hearing: Hearing,
        city: City,
        clock: Clock,
        wakeups: Wakeups,
    ) -> None:
        self._store = store
        self._wakeups = wakeups
        self._parsers = parsers
        self._hearing = hearing
        self._city = city
        self._clock = clock
        self._commits = Grouping[FinishedTurn, bool](self._commit, GROUP)
        self._busy: dict[ConversationId, asyncio.Task[None]] = {}
        self.finished = asyncio.Event()
        """Set whenever all that had been taken of a conversation is done: more of it may have arrived meanwhile."""

    @property
    def lanes(self) -> frozenset[int]:
        """Those in which turns have begun and not ended."""
        return frozenset(map(lane_of, self._busy))

    async def begin(self, lanes: Collection[int]) -> int:
        """Starts the turns that wait in these lanes; returns how many. They go on beside the caller.

        Raises:
            Unavailable: the database is down; everything waits.
        """
        waiting = await self._store.pending(lanes, self._busy.keys(), BATCH)
        if not waiting:
            return 0
        by_conversation = _by_conversation(waiting)
        known = await self._store.load(by_conversation.keys())
        for conversation, arrivals in by_conversation.items():
            task = asyncio.create_task(self._converse(arrivals, known[conversation]))
            self._busy[conversation] = task
            task.add_done_callback(partial(self._done, conversation))
        return len(waiting)

    async def settle(self) -> None:
        """Waits for every turn that has begun."""
        while self._busy:
            await asyncio.gather(*self._busy.values())

    def _done(self, conversation: ConversationId, _: asyncio.Task[None]) -> None:
        self._busy.pop(conversation, None)
        self.finished.set()

    async def _converse(self, arrivals: Sequence[Arrival], known: Known) -> None:
        """The events of one conversation, one after the other; the first that fails leaves the rest waiting."""
        for number, arrival in enumerate(arrivals):
            try:
                fresh = known if number == 0 else await self._known(arrival.conversation)
                committed = await self._take(arrival, fresh)
            except Unavailable as error:
                await self._wait(arrival, error)
                return
            except Exception:
                # The worker's boundary: whatever is wrong with one turn, the others go on.
                log.exception("turn.failed", event_id=arrival.id, attempts=arrival.attempts)
                await self._failed(arrival)
                return
            if not committed:
                log.info("turn.dropped", event_id=arrival.id)
                return

    async def _known(self, conversation: ConversationId) -> Known:
        return (await self._store.load((conversation,)))[conversation]

    async def _take(self, arrival: Arrival, known: Known) -> bool:
        event = self._parsers[arrival.channel].parse(arrival)
        understood = await self._hearing.understand(event, known)
        heard = await self._hearing.roll_call(event, known, understood)
        turn = replace(self._turn(event, known), understanding=understood, roll_call=heard)
        taken = route(turn)
        outcome = await self._answer_requests(drive(turn))
        if not taken.reads_words_itself:
            outcome = with_unclear(turn, outcome)
        committed = await self._finish(arrival, event, outcome)
        _TURNS.labels(taken.name).inc()
        return committed

    def _turn(self, event: Event, known: Known) -> Turn:
        """Nothing of it is understood yet."""
        return Turn(
            event=event,
            now=self._clock.now(),
            conversation=known.conversation,
            city=self._city,
            person=known.person,
            roles=known.roles,
            incidents=known.incidents,
            check_ins=known.check_ins,
            sharers=known.sharers,
            open_incidents=known.open_incidents,
            talk=known.talk,
        )

    async def _answer_requests(self, topic: Topic[Outcome]) -> Outcome:
        """Drives the generator; no transaction is open meanwhile."""
        answer: Any = None
        failure: Unavailable | None = None
        for _ in range(MAX_REQUESTS + 1):
            try:
                request = topic.send(answer) if failure is None else topic.throw(failure)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            answer, failure = await self._answer(request)
        topic.close()
        raise RuntimeError("a topic asked more than it may in one turn")

    async def _answer(self, request: Request[Any]) -> tuple[Any, Unavailable | None]:
        """The answer, or the failure that the topic is to be told of."""
        try:
            return await self._answered(request), None
        except Unavailable as error:
            return None, error

    async def _answered(self, request: Request[Any]) -> Any:
        match request:
            case ReadRollCall():
                return await self._hearing.read_roll_call(request)
            case Heard():
                return await self._hearing.hear(request)
            case _:
                return await self._store.answer(request)

    async def _finish(self, arrival: Arrival, event: Event, outcome: Outcome) -> bool:
        now = self._clock.now()
        committed = await self._commits.do(FinishedTurn(arrival, event, outcome, now))
        _SECONDS.observe((now - arrival.received_at).total_seconds())
        return committed

    async def _commit(self, turns: Sequence[FinishedTurn]) -> Sequence[bool]:
        """Whoever holds the lanes of the new letters is woken, here or on another machine.

        Where the database rejects one turn of a group, each is tried alone: the fault of one is its own.
        """
        committed = await self._store.commit(turns)
        await self._wakeups.wake(Signal.OUTBOX)
        await self._wakeups.wake(Signal.BOARD)
        for conversation in _with_other_owners(turns):
            await self._wakeups.wake(Signal.WEB_CHAT, conversation)
        return committed

    async def _failed(self, arrival: Arrival) -> None:
        """The event stays in the inbox for another try; after the last one the person gets an apology."""
        _FAILED.inc()
        try:
            if arrival.attempts + 1 < TRIES or not await self._apologised(arrival):
                await self._store.set_aside(arrival, "error", self._clock.now())
        except Unavailable as error:
            await self._wait(arrival, error)

    async def _wait(self, arrival: Arrival, error: Unavailable) -> None:
        """The conversation stays busy meanwhile; the others go on."""
        log.warning("turn.waits", event_id=arrival.id, dependency=error.dependency)
        await asyncio.sleep(PAUSE)

    async def _apologised(self, arrival: Arrival) -> bool:
        """False where even that fails: the event is then kept as failed, and the talk goes on behind it."""
        try:
            return await self._apologise(arrival)
        except Unavailable:
            raise
        except Exception:
            # The worker's boundary, as above: what broke the turn may break the apology as well.
            log.exception("turn.no_apology", event_id=arrival.id)
            return False

    async def _apologise(self, arrival: Arrival) -> bool:
        """After the last try the person is not left in silence, where there is anybody, and staff are asked to look."""
        known = await self._known(arrival.conversation)
        event = self._parsers[arrival.channel].parse(arrival)
        now = self._clock.now()
        notice = NoticeRaised(
            id=NoticeId(derived_id(arrival.id, "broken")),
            kind=NoticeKind.HANDOFF,
            at=now,
            drill=False,
            conversation=arrival.conversation,
            about=known.person.id if known.person else None,
            words=event.what.text[:MAX_WORDS] if isinstance(event.what, TextSaid) else None,
        )
        sorry = () if event.silent else (Say(text("fallback.broken", phone=self._city.phone)),)
        is_drill = bool(known.incidents and known.incidents[0].drill)
        outcome = Outcome(known.conversation.idle(), sorry, (notice,), drill=is_drill)
        return await self._finish(arrival, event, with_begun(self._turn(event, known), outcome))


def _with_other_owners(turns: Sequence[FinishedTurn]) -> set[ConversationId]:
    """Web chats that were linked or unlinked: what is open there is looked at again at once, in every process."""
    records = (record for turn in turns for record in turn.outcome.records)
    moved = {record.conversation for record in records if isinstance(record, AccountTied | AccountUntied)}
    return {each for each in moved if channel_of(each) is Channel.WEB}


def _by_conversation(waiting: Sequence[Arrival]) -> dict[ConversationId, list[Arrival]]:
    """Within a conversation by the platform's time, then by id (line.md 10.1)."""
    ordered = sorted(waiting, key=lambda each: (each.conversation, each.occurred_at, each.id))
    return {key: list(group) for key, group in groupby(ordered, key=lambda each: each.conversation)}
