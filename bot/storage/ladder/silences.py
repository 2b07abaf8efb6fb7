"""Tellings of silence as letters and rows of the ledger, in the transaction in which the silent have moved."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import MessageId, PersonId, derived_id
from bot.core.language import Language
from bot.core.people import RelationKind
from bot.rules.silence_told import Telling
from bot.storage.copying import add_many
from bot.storage.ladder.mould import Mould, Row, Say
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_shown
from bot.storage.ledger.shown import Shown
from bot.storage.outbox.budget import Budget, goes_now
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import Road, Roads, letters_of

Named = tuple[str | int, ...]


class Silences:
    """What one step of one group says, at one moment; makes the moulds of it as they are needed."""

    def __init__(self, say: Say, at: datetime, budget: Budget) -> None:
        """`budget`: letters beyond it wait."""
        self._say = say
        self._at = at
        self.budget = budget
        self._moulds: dict[tuple[RelationKind, bool, Channel, Language], Mould | None] = {}

    def rows(self, telling: Telling, roads: Sequence[Road], named: Named) -> list[Row]:
        """One for each road, as `letters_of` makes them; words about this person alone are written for them alone."""
        moulds = [] if telling.lines else [self._mould(telling, each) for each in roads]
        ids = [MessageId(derived_id(*named, each.channel, each.address, 0)) for each in roads]
        pairs = zip(moulds, roads, ids, strict=False)
        filled = [mould.filled(telling.about, road, id_, ids[0]) for mould, road, id_ in pairs if mould]
        if len(filled) == len(roads):
            return filled
        return [row_of_letter(each) for each in letters_of(self._say(telling), roads, named, self._at)]

    def _mould(self, telling: Telling, road: Road) -> Mould | None:
        key = (telling.kind, telling.begun, road.channel, road.language)
        if key not in self._moulds:
            self._moulds[key] = Mould.made(self._say, telling, road, self._at)
        return self._moulds[key]


async def write_silences(
    connection: AsyncConnection, told: Sequence[Telling], roads: Roads, silences: Silences, named: Named, at: datetime
) -> frozenset[PersonId]:
    """Whose silence somebody hears of now: letters beyond the budget wait. `named` makes ids of letters and rows."""
    letters: list[Row] = []
    shown: list[Shown] = []
    heard_of: set[PersonId] = set()
    for number, telling in enumerate(told):
        written = silences.budget.within(silences.rows(telling, roads[telling.to], (*named, number)), at)
        letters += written
        if any(map(goes_now, written)):
            heard_of.add(telling.about.id)
        first = MessageId(written[0]["id"])
        shown.append(Shown(derived_id(first, "shown", 0), telling.disclosure, at, first, bool(written[0]["drill"])))
    await add_many(connection, outbox, letters)
    await append(connection, [entry_of_shown(each) for each in shown])
    return frozenset(heard_of)
