"""What the shells run on in tests: a small world in memory, a clock that is set, words with a known meaning, a channel.

The channel keeps LINE's rules (a token is good once and for a minute, a key is accepted once) and fails on demand.
"""

from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.errors import Refused, TryLater
from bot.core.events import Channel, Event, TextSaid, conversation_id
from bot.core.gazetteer import EMPTY, Gazetteer
from bot.core.ids import ConversationId, DistrictId, EventId, IncidentId, MessageId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.letters import Letter
from bot.core.people import City, District, Person, Relation, RelationKind
from bot.core.ports import LANES, Arrival, Outbox, Parser, Sender, TurnStore, Wakeups
from bot.core.replies import Say, Speech, text
from bot.core.understanding import Condition, Intent, Understanding
from bot.delivery import Delivery
from bot.hearing import Hearing
from bot.storage.memory import Account, MemoryOutbox, MemoryTurnStore, World
from bot.storage.memory.world import Waiting
from bot.storage.wakeups import InProcessWakeups
from bot.turns import Turns
from tests.contracts.city import NOON

ALL: frozenset[int] = frozenset(range(LANES))
AIZU = City("会津若松市", "0242-00-0000", "市のホームページ")
QUAKE = IncidentId("quake")
EAST = DistrictId("east")
OPENED = NOON - timedelta(hours=2)
TOKEN_LIFE = timedelta(minutes=1)


def line(name: str) -> ConversationId:
    return conversation_id(Channel.LINE, name)


def small_world(*names: str) -> World:
    """People with LINE in one district in an open incident; the first two are mother and daughter."""
    people = {PersonId(name): Person(PersonId(name), name, EAST) for name in names}
    pair = [PersonId(name) for name in names[:2]]
    world = World(
        districts=[District(EAST, "東町")],
        people=people,
        accounts=[Account(Channel.LINE, name, PersonId(name)) for name in names],
        incidents=[Incident(QUAKE, "地震", Hazard.EARTHQUAKE, "6強", (), drill=False, opened_at=OPENED)],
    )
    if len(pair) == 2:
        world.relations.append(Relation(pair[0], pair[1], RelationKind.FAMILY, "娘", confirmed=True))
    return world


class SetClock:
    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class PlainParser:
    """The raw bytes are what was said. `broken`: events at which it fails, as no parser should."""

    def __init__(self) -> None:
        self.broken: set[EventId] = set()
        self.silent: set[EventId] = set()

    def parse(self, arrival: Arrival) -> Event:
        if arrival.id in self.broken:
            raise ValueError(arrival.id)
        said = TextSaid(arrival.raw.decode())
        token = f"token-{arrival.id}"
        silent = arrival.id in self.silent
        return Event(arrival.id, arrival.conversation, arrival.occurred_at, said, reply_token=token, silent=silent)


class FewWords:
    """Understands a few words and fails at 「壊」."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def understand(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        self.heard.append(text)
        match text:
            case "無事" | "けが" | "助けて":
                condition = {"無事": Condition.SAFE, "けが": Condition.INJURED}.get(text, Condition.NEEDS_RESCUE)
                return Understanding(Intent.REPORT_STATUS, condition, confidence=0.95)
            case "こえぇ" | "同意をやめる":
                return Understanding(Intent.OUT_OF_SCOPE, confidence=0.2, unsure=True)
            case "壊":
                raise ZeroDivisionError
            case "ありがとう":
                return Understanding(Intent.THANKS, confidence=0.95)
            case _:
                return Understanding(Intent.HELP, confidence=0.95)


class Fault(StrEnum):
    """What happens to one call."""

    NONE = "none"
    LOST_BEFORE = "lost_before"
    """No answer, and nothing was done."""
    LOST_AFTER = "lost_after"
    """No answer, and yet it was done."""
    TOO_MANY = "too_many"
    BUG = "bug"


class StageLine:
    """bot.core.ports.Sender, with LINE's rules. `accepted` counts what reached people, by token and by letter's id."""

    def __init__(self, clock: SetClock) -> None:
        self.faults: deque[Fault] = deque()
        self.unknown: set[str] = set()
        self.unspeakable: set[str] = set()
        self.replied: Counter[str] = Counter()
        self.pushed: Counter[MessageId] = Counter()
        self.bodies: dict[MessageId, str | None] = {}
        self.calls: list[tuple[str, MessageId]] = []
        self.before_a_call: Callable[[Letter], None] = lambda _: None
        self._clock = clock
        self._issued: dict[str, datetime] = {}

    def issue(self, token: str) -> None:
        self._issued.setdefault(token, self._clock.now())

    def render(self, speech: Speech) -> str:
        first = speech.replies[0]
        if isinstance(first, Say) and first.text.key in self.unspeakable:
            raise KeyError(first.text.key)
        return f"[{len(speech.replies)}]"

    async def reply(self, token: str, letter: Letter) -> None:
        lost = self._begin("reply", letter)
        fresh = self._clock.now() - self._issued.get(token, NOON) <= TOKEN_LIFE
        if self.replied[token] or not fresh or token not in self._issued:
            raise Refused(400)
        self.replied[token] += 1
        self._end(lost=lost)

    async def push(self, letter: Letter) -> None:
        self._keyed("push", letter)

    async def multicast(self, letter: Letter) -> None:
        self._keyed("multicast", letter)

    def _keyed(self, kind: str, letter: Letter) -> None:
        lost = self._begin(kind, letter)
        gone = tuple(each for each in letter.recipients if each in self.unknown)
        if gone:
            raise Refused(400, gone)
        assert self.bodies.setdefault(letter.id, letter.body) == letter.body, "another body under the same key"
        if letter.id not in self.pushed:
            self.pushed[letter.id] += 1
        self._end(lost=lost)

    def _begin(self, kind: str, letter: Letter) -> bool:
        self.calls.append((kind, letter.id))
        self.before_a_call(letter)
        match self.faults.popleft() if self.faults else Fault.NONE:
            case Fault.LOST_BEFORE:
                raise TryLater("lost", ambiguous=True)
            case Fault.TOO_MANY:
                raise TryLater("too many", ambiguous=False)
            case Fault.BUG:
                raise RuntimeError("a broken sender")
            case fault:
                return fault is Fault.LOST_AFTER

    def _end(self, *, lost: bool) -> None:
        if lost:
            raise TryLater("lost", ambiguous=True)


class Stage:
    """Everything put together over one world."""

    def __init__(self, *names: str) -> None:
        self.world = small_world(*(names or ("hana", "yuki", "sato")))
        self.clock = SetClock()
        self.parser = PlainParser()
        self.words = FewWords()
        self.wakeups = InProcessWakeups()
        self.line = StageLine(self.clock)
        self.store = MemoryTurnStore(self.world)
        self.outbox = MemoryOutbox(self.world)

    def turns(
        self, store: TurnStore | None = None, wakeups: Wakeups | None = None, parser: Parser | None = None
    ) -> Turns:
        kept = store or self.store
        return Turns(
            store=kept,
            parsers={Channel.LINE: parser or self.parser},
            hearing=Hearing(self.words, kept, self.clock),
            city=AIZU,
            clock=self.clock,
            wakeups=wakeups or self.wakeups,
        )

    def delivery(self, outbox: Outbox | None = None, sender: Sender | None = None) -> Delivery:
        senders = {Channel.LINE: sender or self.line}
        return Delivery(outbox=outbox or self.outbox, senders=senders, clock=self.clock, jitter=lambda: 0.5)

    def arrives(self, number: int, words: str = "無事", by: str = "hana", minute: float | None = None) -> Arrival:
        """An event in the inbox; it happened at `minute`, or in the order of its number."""
        happened = NOON + timedelta(minutes=number / 100 if minute is None else minute)
        id_ = EventId(f"event-{number:03}")
        arrival = Arrival(id_, Channel.LINE, line(by), happened, self.clock.now(), words.encode())
        self.world.inbox.setdefault(id_, Waiting(arrival))
        self.line.issue(f"token-{id_}")
        return arrival

    def state(self, arrival: Arrival) -> tuple[str, int]:
        """`pending`, `done` or `failed`, and the failed tries."""
        waiting = self.world.inbox[arrival.id]
        return waiting.state, waiting.arrival.attempts

    def post(self, letter: Letter) -> Letter:
        if letter.reply_token:
            self.line.issue(letter.reply_token)
        self.world.post(letter)
        return letter

    def said_in(self, name: str) -> list[str]:
        """The keys of all plain texts in letters to this person."""
        letters = [each.letter for each in self.world.outbox.values() if name in each.letter.recipients]
        return [each.text.key for letter in letters for each in letter.speech.replies if isinstance(each, Say)]


async def run_out(turns: Turns) -> None:
    """Until nothing waits any more."""
    while await turns.begin(ALL):
        await turns.settle()


async def deliver(delivery: Delivery) -> int:
    """All that is due now, once."""
    begun = await delivery.begin(ALL)
    await delivery.settle()
    return begun


def letter_of(number: int, *recipients: str, key: str = "hello") -> Letter:
    to = recipients or ("hana",)
    return Letter(MessageId(f"letter-{number:03}"), Channel.LINE, to, Speech((Say(text(key)),)), NOON)
