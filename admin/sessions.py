"""Who is signed in: random tokens, held here and nowhere else. A restart of the console signs everybody out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex, token_urlsafe

from admin.staff import Staff
from bot.core.consents import Item
from bot.core.ids import IncidentId, NoticeId, PersonId
from handlers.web_pages.ports import Ended, Who

LASTS = timedelta(hours=12)
MOST = 500
"""Open sessions; the oldest gives way, so that nobody can fill the memory."""


@dataclass(slots=True)
class Session:
    """`id` stands in the ledger and in the log; the token is known to the browser alone.

    `staff` is None where only the shared code was given. `shown` and `listed` remember what is in the ledger
    already: of notices (with the time of the newest that a card told), and of the people on the lists.
    """

    id: str
    ends_at: datetime
    staff: Staff | None = None
    shown: dict[tuple[NoticeId, PersonId, datetime | None], frozenset[Item]] = field(default_factory=dict)
    listed: dict[tuple[IncidentId, PersonId], frozenset[Item]] = field(default_factory=dict)
    office: str = ""
    """By which name this member of staff signed last when writing to somebody."""
    signed_out: bool = False
    who: Who | None = None
    """As whom the city OS knows who sits here, for the day it says that they have left."""

    @property
    def begun_at(self) -> datetime:
        return self.ends_at - LASTS

    def lives(self, now: datetime) -> bool:
        return not self.signed_out and now < self.ends_at

    def end(self) -> None:
        """An open page holds the session itself: what it may do ends with it."""
        self.signed_out = True
        self.staff = None


class Sessions:
    def __init__(self) -> None:
        self._by_digest: dict[bytes, Session] = {}

    def begin(self, now: datetime, staff: Staff | None = None, who: Who | None = None) -> str:
        """A new session's token, for the cookie."""
        self._forget_ended(now)
        token = token_urlsafe(32)
        self._by_digest[_digest(token)] = Session(token_hex(8), now + LASTS, staff, who=who)
        return token

    def find(self, token: str | None, now: datetime) -> Session | None:
        session = self._by_digest.get(_digest(token)) if token else None
        return session if session is not None and session.lives(now) else None

    def living(self, now: datetime) -> list[Session]:
        return [each for each in self._by_digest.values() if each.lives(now)]

    def end(self, token: str | None) -> None:
        session = self._by_digest.pop(_digest(token), None) if token else None
        if session is not None:
            session.end()

    def end_those(self, ended: Ended) -> int:
        """All whose sign-in has ended at the city OS; how many."""
        gone = [digest for digest, each in self._by_digest.items() if each.who and _was(each.who, each.begun_at, ended)]
        for digest in gone:
            self._by_digest.pop(digest).end()
        return len(gone)

    def _forget_ended(self, now: datetime) -> None:
        for digest, each in list(self._by_digest.items()):
            if not each.lives(now) or len(self._by_digest) >= MOST:
                each.end()
                del self._by_digest[digest]


def _was(who: Who, begun_at: datetime, ended: Ended) -> bool:
    """All of a person's begun by then, or the one session; one whose session nobody named ends with the person's."""
    is_same_person = ended.subject == who.subject
    if ended.issuer != who.issuer or not (is_same_person or ended.subject is None):
        return False
    if ended.session is None or who.session is None:
        return is_same_person and begun_at <= ended.begun_by
    return ended.session == who.session


def _digest(token: str) -> bytes:
    """Looked up by digest: the time that a look-up takes says nothing about a token."""
    return sha256(token.encode()).digest()
