"""What every store of turns promises about the turns that were not understood."""

from dataclasses import replace

from bot.core.conversation import Conversation
from bot.core.ids import EventId
from bot.core.records import MessageRetracted, TurnUnclear
from bot.core.understanding import Condition, Intent
from tests.contracts.backends import Backend
from tests.contracts.city import HANA, HANAS, NOON, SATO, arrival, finished, line

RAW = '{"type":"message","message":{"id":"77","type":"text","text":"あいやこえぇ"}}'


def unclear(number: int) -> TurnUnclear:
    event = EventId(f"event-{number:04}")
    return TurnUnclear(f"u{number}", event, HANAS, HANA, NOON, Intent.REPORT_STATUS, Condition.UNKNOWN, 0.4)


async def test_they_are_kept_in_the_turns_own_transaction_once_each(backend: Backend) -> None:
    first = finished(arrival(1), records=(unclear(1),))
    of_sato = replace(unclear(2), conversation=line("Usato"), person=SATO, condition=None, intent=Intent.OUT_OF_SCOPE)
    other = finished(arrival(2, line("Usato")), records=(of_sato,))
    await backend.inbox.accept([first.arrival, other.arrival])
    assert await backend.store.commit([first, other]) == (True, True)
    assert await backend.store.commit([first]) == (False,)
    assert sorted(await backend.unclear(), key=lambda each: each.id) == [unclear(1), of_sato]


async def test_a_message_that_was_taken_back_is_labelled_by_nobody(backend: Backend) -> None:
    told = finished(arrival(1, raw=RAW), records=(unclear(1),))
    other = finished(arrival(2, line("Uken"), raw=RAW), records=(replace(unclear(2), conversation=line("Uken")),))
    await backend.inbox.accept([told.arrival, other.arrival])
    await backend.store.commit([told, other])
    back = finished(arrival(3), Conversation(HANAS, version=1), records=(MessageRetracted(HANAS, "77"),))
    await backend.inbox.accept([back.arrival])
    assert await backend.store.commit([back]) == (True,)
    assert [each.id for each in await backend.unclear()] == ["u2"]
