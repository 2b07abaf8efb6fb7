"""All consents that the stand-in holds, in memory, and every change of them in order."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

YES: Final = ("ConsentGiven", "RenewedConsentGiven")
_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Held:
    """One consent as the interface tells it; texts are kept as they came."""

    id: str
    subject: str
    purpose: str
    items: tuple[str, ...]
    recipient_kind: str
    recipient_id: str | None
    phase: str
    state: str
    given_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None = None
    expires_at: datetime | None = None
    reference: str | None = None
    confirmed_at: datetime | None = None
    cadence: str = "once"
    chosen_at: datetime | None = None
    """When that cadence was chosen, where it was after the yes."""

    @property
    def matter(self) -> tuple[str, str, str, str | None, str]:
        return (self.subject, self.purpose, self.recipient_kind, self.recipient_id, self.phase)

    def body(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "subject": self.subject,
            "reference": self.reference,
            "purpose": self.purpose,
            "items": list(self.items),
            "recipient": {"kind": self.recipient_kind, "id": self.recipient_id},
            "phase": self.phase,
            "state": self.state,
            "given_at": _written(self.given_at),
            "withdrawn_at": _written(self.withdrawn_at),
            "expires_at": _written(self.expires_at),
            "confirmed_at": _written(self.confirmed_at),
            "cadence": self.cadence,
            "changed_at": _written(self.changed_at),
        }


class ConflictError(Exception):
    """The same idempotency key with something else in it."""


def _machine_time() -> datetime:
    return datetime.now(UTC)


class ConsentBook:
    """`now` gives the service's own time, aware."""

    def __init__(self, now: Callable[[], datetime] = _machine_time) -> None:
        self._now = now
        self.consents: dict[str, Held] = {}
        self.log: list[Held] = []
        """One entry a change; the cursor is how many of them were read."""
        self._answered: dict[str, tuple[Mapping[str, Any], str]] = {}

    def of(self, subject: str) -> list[Held]:
        return [each for each in self.consents.values() if each.subject == subject]

    def state(self, said: Held, key: str, asked: Mapping[str, Any]) -> tuple[Held, bool]:
        """A yes or a no; whether it is new. A word that is older than what was said since is kept as ended already."""
        known = self._known(key, asked)
        if known is not None:
            return known, False
        since = self._said_since(said)
        if since is not None:
            said = replace(said, state="ConsentWithdrawn", withdrawn_at=since)
        else:
            self._end_older(said)
        self._answered[key] = (asked, said.id)
        return self.put(said), True

    def withdraw(self, id_: str, at: datetime, key: str) -> Held:
        """Raises KeyError where there is none. One that is ended stays as it is."""
        asked = {"withdraw": id_}
        known = self._known(key, asked)
        if known is not None:
            return known
        held = self.consents[id_]
        self._answered[key] = (asked, id_)
        if held.state not in YES:
            return held
        return self.put(replace(held, state="ConsentWithdrawn", withdrawn_at=at))

    def confirm(self, id_: str, at: datetime, key: str) -> Held:
        """Raises KeyError where there is none. One that is ended stays as it is."""
        held, is_new = self._about_one(id_, key, {"confirm": id_, "at": at.isoformat()})
        if not is_new or held.state not in YES:
            return held
        last = max(at, held.confirmed_at or at)
        return self.put(replace(held, state="RenewedConsentGiven", confirmed_at=last))

    def choose(self, id_: str, cadence: str, at: datetime, key: str) -> Held:
        """Raises KeyError where there is none. The choice that was made later counts."""
        held, is_new = self._about_one(id_, key, {"cadence": cadence, "of": id_, "at": at.isoformat()})
        is_late = held.chosen_at is not None and at < held.chosen_at
        if not is_new or is_late or held.state not in YES:
            return held
        return self.put(replace(held, cadence=cadence, chosen_at=at))

    def put(self, held: Held) -> Held:
        """As it stands from now on; its moment of change never goes back."""
        last = self.log[-1].changed_at if self.log else datetime.min.replace(tzinfo=UTC)
        stored = replace(held, changed_at=max(self._now(), last + _TICK))
        self.consents[stored.id] = stored
        self.log.append(stored)
        return stored

    def now(self) -> datetime:
        return self._now()

    def _about_one(self, id_: str, key: str, asked: Mapping[str, Any]) -> tuple[Held, bool]:
        """It as it stands, and whether this is asked for the first time."""
        known = self._known(key, asked)
        if known is not None:
            return known, False
        held = self.consents[id_]
        self._answered[key] = (asked, id_)
        return held, True

    def _known(self, key: str, asked: Mapping[str, Any]) -> Held | None:
        if key not in self._answered:
            return None
        before, id_ = self._answered[key]
        if dict(before) != dict(asked):
            raise ConflictError
        return self.consents[id_]

    def _about(self, said: Held) -> Iterable[Held]:
        return [each for each in self.consents.values() if each.matter == said.matter and each.id != said.id]

    def _said_since(self, said: Held) -> datetime | None:
        """When the person said something newer about the same matter."""
        newer = [moment for each in self._about(said) if (moment := each.withdrawn_at or each.given_at) > said.given_at]
        return max(newer, default=None)

    def _end_older(self, said: Held) -> None:
        for each in self._about(said):
            if each.state in YES and each.given_at <= said.given_at:
                self.put(replace(each, state="ConsentWithdrawn", withdrawn_at=said.given_at))


def new_id() -> str:
    return f"c-{secrets.token_hex(8)}"


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
