"""What the stand-in has published: telegrams in feeds, and which event each one belongs to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from integrations.sandbox.alerts.samples import JAPAN, Sample, Status, load_samples

LISTED: Final = timedelta(minutes=10)
_MOST: Final = 200
_NATION: Final = "010000"
_PREFECTURE: Final = "070000"


class NothingBeforeError(Exception):
    """A correction or a cancellation of what was never published."""


@dataclass(frozen=True, slots=True)
class Published:
    """One telegram in a feed; `name` is the last part of its address."""

    name: str
    feed: str
    sample: Sample
    status: Status
    event: str
    serial: int
    at: datetime
    raw: bytes = field(repr=False)


def _now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """`now` gives an aware moment. The newest 200 telegrams are kept.

    `daily`: samples that come by themselves whenever a feed is asked on a new day.
    """

    def __init__(
        self,
        now: Callable[[], datetime] = _now,
        samples: Mapping[str, Sample] | None = None,
        daily: tuple[str, ...] = (),
    ) -> None:
        self._now = now
        self._daily = daily
        self._said_on: date | None = None
        self.samples = samples if samples is not None else load_samples()
        self.published: list[Published] = []
        self._count = 0

    def publish(self, sample: Sample, status: Status = Status.REAL) -> Published:
        """Into its feed, with a fresh time; with the event of the telegram that it follows, or a fresh one.

        Raises:
            NothingBeforeError: there is nothing that it could correct or cancel.
        """
        before = self._before(sample, status)
        if before is None and sample.needs_one:
            raise NothingBeforeError(sample.id)
        at = self._now()
        self._count += 1
        event = before.event if before else self._new_event(sample, at)
        serial = before.serial + 1 if before else 1
        office = _NATION if sample.feed == "eqvol" else _PREFECTURE
        name = f"{at.astimezone(UTC):%Y%m%d%H%M%S}_{self._count}_{sample.telegram}_{office}.xml"
        raw = sample.written(status, at, event, serial)
        told = Published(name, sample.feed, sample, status, event, serial, at, raw)
        self.published = [*self.published, told][-_MOST:]
        return told

    def put(self, feed: str, name: str, raw: bytes) -> None:
        """Any bytes at all, as a test wants them; they belong to no sample that could be followed."""
        foreign = Sample(name, name, feed, name)
        self.published.append(Published(name, feed, foreign, Status.REAL, "", 0, self._now(), raw))

    def listed(self, feed: str) -> tuple[Published, ...]:
        """What the feed of the minute lists, newest first: of the last ten minutes, as the JMA promises at least."""
        now = self._now()
        return tuple(each for each in self._of(feed) if now - each.at <= LISTED)

    def listed_of_days(self, feed: str) -> tuple[tuple[Published, ...], datetime]:
        """What the feed of several days lists, newest first, and when it was written: it is, once an hour."""
        edition = self._now().replace(minute=0, second=0, microsecond=0)
        return tuple(each for each in self._of(feed) if each.at <= edition), edition

    def _of(self, feed: str) -> Iterator[Published]:
        return (each for each in reversed(self.published) if each.feed == feed)

    def keep_daily(self) -> None:
        """In Japan's days, as the authority counts them."""
        today = self._now().astimezone(JAPAN).date() if self._daily else None
        if today == self._said_on:
            return
        self._said_on = today
        for each in self._daily:
            self.publish(self.samples[each])

    def clear(self) -> None:
        self.published.clear()

    def _before(self, sample: Sample, status: Status) -> Published | None:
        """The newest that the sample could follow, unless the same has been said of that event already."""
        same = [each for each in self.published if each.status is status]
        found = next((each for each in reversed(same) if each.sample.id in sample.after), None)
        if found is None or sample.needs_one:
            return found
        is_said = any(each.event == found.event and each.sample is sample for each in same)
        return None if is_said else found

    def _new_event(self, sample: Sample, at: datetime) -> str:
        """An earthquake's id is its moment by the clock of Japan; two within a second are still two."""
        stamp = f"{at.astimezone(JAPAN):%Y%m%d%H%M%S}"
        return stamp if sample.feed == "eqvol" and not self._is_taken(stamp) else f"{stamp}_{self._count}"

    def _is_taken(self, event: str) -> bool:
        return any(each.event == event for each in self.published)
