"""The shell around the outbox: render, send, and keep what became of it. Never decides what is said or to whom.

A letter's body and retry key are fixed before its first attempt, and the attempt is on record before the call is made:
after a crash it is clear what may have been sent (line.md 10.2, 10.3).
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

import structlog
from prometheus_client import Counter

from bot.core.errors import Refused, TryLater, Unavailable
from bot.core.events import Channel
from bot.core.ids import MessageId
from bot.core.lanes import lane_of_letter
from bot.core.letters import APART, Fate, Letter, Settlement
from bot.core.ports import Clock, Outbox, Sender
from bot.core.quota import SHORT, AskQuota, left_of, unknown
from bot.core.records import Priority
from bot.grouping import Grouping

log = structlog.get_logger()

_LETTERS = Counter("anpi_letters", "Letters by what became of the attempt", ["channel", "fate"])

AT_ONCE = 64
RESERVED = 16
"""Places that only urgent letters may take, so that a call for help never waits behind a large mailing."""
GIVE_UP_AFTER = timedelta(hours=23)
"""LINE forgets a retry key after 24 hours (line.md 2.3)."""
_LONGEST_PAUSE = 300.0
_MOST_DOUBLINGS = 9
UNRENDERED_FOR = timedelta(minutes=30)
_UNRENDERED_PAUSE = 60.0
UNSETTLED_PAUSE = 1.0
_GROUP = 200
AT_ONCE_WITHIN = timedelta(seconds=5)
"""A first attempt within it goes on the decision that the letter was written with; a later one is looked at again."""


class Delivery:
    def __init__(
        self,
        *,
        outbox: Outbox,
        senders: Mapping[Channel, Sender],
        clock: Clock,
        jitter: Callable[[], float],
        quota: AskQuota = unknown,
    ) -> None:
        """`jitter` gives numbers from 0 to 1 that spread retries over time; `quota` is LINE's."""
        self._outbox = outbox
        self._senders = senders
        self._clock = clock
        self._jitter = jitter
        self._quota = quota
        self._settlements = Grouping[Settlement, None](self._settle, _GROUP)
        self._busy: dict[MessageId, asyncio.Task[None]] = {}
        self._lanes: dict[MessageId, int] = {}
        self.finished = asyncio.Event()

    @property
    def lanes(self) -> frozenset[int]:
        """Those in which attempts have begun and not ended."""
        return frozenset(self._lanes.values())

    async def begin(self, lanes: Collection[int]) -> int:
        """Starts the attempts that are due; returns how many. They go on beside the caller.

        Raises:
            Unavailable: the database is down; the outbox keeps everything.
        """
        free = AT_ONCE - len(self._busy)
        if free <= 0:
            return 0
        now = self._clock.now()
        due = await self._outbox.due(lanes, now, free, self._busy.keys())
        standing = await self._standing(_within(due, free), now)
        letters = [each for letter in standing if (each := await self._prepared(letter, now)) is not None]
        begun = await self._outbox.begin([_on_record(each, now) for each in letters], now)
        letters = [each for each in letters if each.id in begun]
        for letter in letters:
            task = asyncio.create_task(self._attempt(letter, now))
            self._busy[letter.id] = task
            self._lanes[letter.id] = lane_of_letter(letter)
            task.add_done_callback(partial(self._done, letter.id))
        return len(letters)

    async def settle(self) -> None:
        """Waits for every attempt that has begun."""
        while self._busy:
            await asyncio.gather(*self._busy.values())

    def _done(self, letter: MessageId, _: asyncio.Task[None]) -> None:
        self._busy.pop(letter, None)
        self._lanes.pop(letter, None)
        self.finished.set()

    async def _standing(self, letters: Sequence[Letter], now: datetime) -> Sequence[Letter]:
        """Without those that waited while the ground of what they show fell away; what shows nothing pays nothing.

        Those end here for good. Who waits for one gets a word instead, which the outbox writes.
        """
        waited = [each for each in letters if each.showing and _has_waited(each, now)]
        lost = await self._outbox.groundless(waited, now) if waited else {}
        if not lost:
            return letters
        withheld = [each for each in waited if each.id in lost]
        await self._outbox.settle([_withheld(each, now, lost[each.id]) for each in withheld])
        for each in withheld:
            log.info("letter.withheld", letter=each.id, reason=lost[each.id])
            _LETTERS.labels(each.channel, Fate.WITHHELD).inc()
        self.finished.set()
        return [each for each in letters if each.id not in lost]

    async def _prepared(self, letter: Letter, now: datetime) -> Letter | None:
        """As it stands when this attempt begins; `replied`, `may_have_arrived` still tell only of earlier attempts."""
        body = letter.body
        if body is None:
            try:
                body = self._senders[letter.channel].render(letter.speech)
            except Exception:
                # The worker's boundary: a letter that cannot be rendered stops no other.
                log.exception("letter.unrendered", letter=letter.id)
                await self._outbox.settle([_unrendered(letter, now)])
                return None
        first = letter.first_attempt_at or now
        return replace(letter, body=body, attempts=letter.attempts + 1, first_attempt_at=first)

    async def _attempt(self, letter: Letter, now: datetime) -> None:
        settlement = await self._outcome(letter, now)
        _LETTERS.labels(letter.channel, settlement.fate).inc()
        if settlement.fate is not Fate.SENT:
            log.info("letter.settled", letter=letter.id, fate=settlement.fate, reason=settlement.reason)
        try:
            await self._settlements.do(settlement)
        except Unavailable as error:
            # The attempt stays on record as begun: it is taken up again, with the same key.
            log.warning("letter.unsettled", letter=letter.id, dependency=error.dependency)
        except Exception:
            # The worker's boundary: the letter stays on record as begun, and is not taken up again in a rush.
            log.exception("letter.unsettled", letter=letter.id)
            await asyncio.sleep(UNSETTLED_PAUSE)

    async def _outcome(self, letter: Letter, now: datetime) -> Settlement:
        # What waits for more of the month's messages may have waited long before its first attempt.
        since = letter.created_at if letter.beyond else letter.first_attempt_at
        if since is not None and now - since > GIVE_UP_AFTER:
            return Settlement(letter.id, Fate.EXPIRED, now, may_have_arrived=letter.may_have_arrived)
        try:
            return await self._send(letter, now)
        except Refused as refusal:
            return _refused(letter, now, refusal)
        except TryLater as later:
            retry = self._retry(letter, now, later, replied=letter.replied)
            cuttable = later.reason == SHORT and len(letter.recipients) > 1
            return replace(retry, left=await left_of(self._quota)) if cuttable else retry
        except Exception:
            # The worker's boundary: nobody knows what a broken sender has done, so that the same call is made again.
            log.exception("letter.failed", letter=letter.id)
            unknown = TryLater("error", ambiguous=True)
            return self._retry(letter, now, unknown, replied=letter.replied or _may_reply(letter, now))

    async def _send(self, letter: Letter, now: datetime) -> Settlement:
        """Reply while the token is fresh, multicast to many, otherwise push."""
        sender = self._senders[letter.channel]
        if _may_reply(letter, now):
            answered = await self._reply(sender, letter, now)
            if answered is not None:
                return answered
        elif letter.replied and not letter.must_deliver:
            return Settlement(letter.id, Fate.DROPPED, now, reason="reply unknown", may_have_arrived=True)
        if letter.reply_token and letter.tells_of:
            maybe = letter.may_have_arrived
            return Settlement(letter.id, Fate.RETRY, now, now, APART, replied=letter.replied, may_have_arrived=maybe)
        if len(letter.recipients) > 1:
            await sender.multicast(letter)
        else:
            await sender.push(letter)
        return Settlement(letter.id, Fate.REPEATED if letter.replied else Fate.SENT, now)

    async def _reply(self, sender: Sender, letter: Letter, now: datetime) -> Settlement | None:
        """None: the token is not good any more and nothing was sent with it, so that a push may follow.

        A token is good once. Where an earlier reply may have arrived, trying the same token again is safe: accepted
        now means it had not, refused means it had.
        """
        assert letter.reply_token is not None
        try:
            await sender.reply(letter.reply_token, letter)
        except Refused:
            return Settlement(letter.id, Fate.SENT, now, reason="reply was there") if letter.replied else None
        except TryLater as later:
            return self._retry(letter, now, later, replied=letter.replied or later.ambiguous)
        return Settlement(letter.id, Fate.SENT, now)

    def _retry(self, letter: Letter, now: datetime, later: TryLater, *, replied: bool) -> Settlement:
        """Exponential pause with jitter; the same key, the same body, at most 23 hours."""
        pause = later.pause or min(2.0 ** min(letter.attempts - 1, _MOST_DOUBLINGS), _LONGEST_PAUSE)
        at = now + timedelta(seconds=pause * (0.5 + self._jitter()))
        maybe = letter.may_have_arrived or later.ambiguous
        return Settlement(letter.id, Fate.RETRY, now, at, later.reason, replied=replied, may_have_arrived=maybe)

    async def _settle(self, settlements: Sequence[Settlement]) -> Sequence[None]:
        await self._outbox.settle(settlements)
        return [None] * len(settlements)


def _refused(letter: Letter, now: datetime, refusal: Refused) -> Settlement:
    says_why = refusal.recipients or refusal.names_body
    return Settlement(
        letter.id,
        Fate.REFUSED,
        now,
        reason=f"status {refusal.status}",
        unreachable=refusal.recipients,
        names_nobody=refusal.status == HTTPStatus.BAD_REQUEST and not says_why,
        may_have_arrived=letter.may_have_arrived,
    )


def _has_waited(letter: Letter, now: datetime) -> bool:
    return letter.attempts > 0 or now - letter.created_at > AT_ONCE_WITHIN


def _withheld(letter: Letter, now: datetime, reason: str) -> Settlement:
    return Settlement(letter.id, Fate.WITHHELD, now, reason=reason, may_have_arrived=letter.may_have_arrived)


def _unrendered(letter: Letter, now: datetime) -> Settlement:
    """It may be of a version that is only being rolled out, and waits for it a while; then staff decide."""
    if now - letter.created_at <= UNRENDERED_FOR:
        later = now + timedelta(seconds=_UNRENDERED_PAUSE)
        return Settlement(letter.id, Fate.RETRY, now, later, "unrendered")
    log.error("letter.given_up", letter=letter.id, reason="unrendered")
    _LETTERS.labels(letter.channel, Fate.EXPIRED).inc()
    return Settlement(letter.id, Fate.EXPIRED, now, reason="unrendered")


def _may_reply(letter: Letter, now: datetime) -> bool:
    return letter.reply_token is not None and letter.reply_until is not None and now < letter.reply_until


def _on_record(letter: Letter, now: datetime) -> Letter:
    """What the outbox keeps before the call: after a crash a reply that was begun may have arrived."""
    return replace(letter, replied=letter.replied or _may_reply(letter, now), may_have_arrived=True)


def _within(due: Sequence[Letter], free: int) -> Sequence[Letter]:
    """All urgent ones; the others only while more than the reserved places are free."""
    others = max(free - RESERVED, 0)
    urgent = [each for each in due if each.priority is Priority.URGENT]
    return [*urgent, *[each for each in due if each.priority is not Priority.URGENT][:others]]
