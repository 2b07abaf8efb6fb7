"""A leader's message about many, tied to people of the register, while it waits for the sender's one confirming tap."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, PersonId
from bot.core.sightings import Absence, Count, Seen
from bot.core.understanding import Condition, Need, Whereabouts


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `people` are those it is about, as far as that is settled; empty: a note for staff.

    `options` are what is still to be asked: each a household or one person. `taking_out` 0: which of them is meant;
    otherwise how many of the options are still to be taken out of `people` (一人以外).
    """

    id: str
    """Buttons name a line by it."""
    words: str
    """The stretch as the sender wrote it."""
    whom: str
    """The part of it that names whom, as written: 佐藤さん, 角の家, 1班."""
    said_at: datetime
    people: tuple[PersonId, ...] = ()
    options: tuple[tuple[PersonId, ...], ...] = ()
    taking_out: int = 0
    many: bool = False
    """A whole block, or all others of it: names that the sender did not write."""
    chosen: bool = False
    """Settled by a button that showed full names."""
    seen: Seen = Seen.UNSAID
    condition: Condition | None = None
    absence: Absence | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] = ()
    count: Count | None = None

    @property
    def is_open(self) -> bool:
        return bool(self.options)

    @property
    def tells(self) -> bool:
        return any((self.condition, self.absence, self.whereabouts, self.needs))

    @property
    def is_reported(self) -> bool:
        """A confirming tap makes reports of it; what is not goes to staff in its words."""
        return bool(self.people) and self.tells and not self.is_open


@dataclass(frozen=True, slots=True)
class WaitingRollCall:
    """All that one sender has told since their last confirming tap; at most one in a conversation.

    Nothing of it counts yet, but for calls for help: staff were shown those at once. `events` are the messages it was
    read from: with one that is taken back, the list goes.
    """

    id: str
    conversation: ConversationId
    sender: PersonId
    incident: IncidentId
    drill: bool
    at: datetime
    """Of its newest message."""
    lines: tuple[Line, ...] = ()
    unread: tuple[str, ...] = ()
    events: tuple[EventId, ...] = ()
    districts: tuple[DistrictId, ...] = ()
    """Where those live whom it may be about."""

    @property
    def question(self) -> Line | None:
        """The first line that has to be asked about."""
        return next((line for line in self.lines if line.is_open), None)

    def line(self, id_: str) -> Line | None:
        return next((line for line in self.lines if line.id == id_), None)

    def with_line(self, line: Line) -> "WaitingRollCall":
        return replace(self, lines=tuple(line if each.id == line.id else each for each in self.lines))
