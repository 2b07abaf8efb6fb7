"""What every outbox promises before a letter that waited goes: whether the ground of what it shows still holds.

And the whole of it: LINE is down, a letter waits, the consent is withdrawn, LINE is back.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.consents import Consent, Disclosure, RecipientKind
from bot.core.events import Channel, conversation_id
from bot.core.ids import MessageId, PersonId
from bot.core.letters import Letter
from bot.core.records import (
    AccountTied,
    AccountUntied,
    ConsentStated,
    ConsentWithdrawn,
    Message,
    Record,
    TiedBy,
)
from bot.core.replies import Say, text
from bot.core.requests import DisclosuresOf
from bot.delivery import Delivery
from bot.rules.consent import STAFF_LIST
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.ledger.entry import EntryKind
from tests.contracts.backends import Backend, SqlBackend
from tests.contracts.city import HANA, KEN, SATO, YUKI, City, arrival, disclosed, finished, letter, line, minutes
from tests.unit.stage import ALL, Fault, SetClock, StageLine, deliver

GIVEN = City().consents[0]
BY_LAW = disclosed(HANA, SATO, ground="災対法49条の11③", emergency="emergency-1", until=minutes(600), incident=None)
TOLD = (Say(text("told")),)


async def says(backend: Backend, number: int, *records: Record) -> None:
    turn = finished(arrival(number, line(f"Usays{number}")), records=records)
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)


async def shows(backend: Backend, number: int, *disclosures: Disclosure, to: PersonId = YUKI) -> list[Letter]:
    message = Message(to, TOLD, disclosures)
    turn = finished(arrival(number, line(f"Ushows{number}")), messages=(message,))
    await backend.inbox.accept([turn.arrival])
    assert await backend.store.commit([turn]) == (True,)
    return [each for each in await backend.outbox.due(ALL, minutes(60), 100, ()) if each.speech.replies == TOLD]


async def why(backend: Backend, *disclosures: Disclosure, now: datetime | None = None, to: PersonId = YUKI) -> set[str]:
    letters = await shows(backend, 1, *disclosures, to=to)
    found = await backend.outbox.groundless(letters, now or minutes(30))
    assert found.keys() <= {each.id for each in letters}
    assert len(found) in (0, len(letters))
    return {str(each) for each in found.values()}


def by_leader(disclosure: Disclosure) -> Disclosure:
    return replace(disclosure, recipient_kind=RecipientKind.ASSOCIATION)


async def test_a_consent_that_stands_is_a_ground(backend: Backend) -> None:
    assert await why(backend, disclosed(HANA, YUKI)) == set()


async def test_no_letters_have_no_ground_to_lose(backend: Backend) -> None:
    assert await backend.outbox.groundless([], minutes(30)) == {}


def replaced(**changes: object) -> Consent:
    return replace(GIVEN, **{"id": "newer", "given_at": minutes(1), **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "record",
    [
        ConsentWithdrawn("consent-1", HANA, minutes(2)),
        ConsentStated(replaced(refused=True)),
        ConsentStated(replaced(items=frozenset())),
    ],
    ids=["withdrawn", "refused", "replaced"],
)
async def test_a_consent_that_is_over_is_none(backend: Backend, record: Record) -> None:
    await says(backend, 5, record)
    assert await why(backend, disclosed(HANA, YUKI)) == {"consent_over"}


async def test_a_consent_that_ran_out_is_none(backend: Backend) -> None:
    late = minutes(100_001)
    assert await why(backend, disclosed(HANA, YUKI, until=None), now=late) == {"consent_over"}


async def test_an_emergency_opens_until_its_end(backend: Backend) -> None:
    assert await why(backend, by_leader(BY_LAW), to=SATO) == set()


async def test_whoever_else_holds_the_account_is_not_whom_it_was_decided_for(backend: Backend) -> None:
    assert await why(backend, by_leader(BY_LAW)) == {"account_untied"}


async def test_what_waits_for_an_account_does_not_go_once_its_link_has_ended(backend: Backend) -> None:
    """Nor anything instead: whoever holds it now hears nothing; and the ledger says that nobody saw it there."""
    before = await shows(backend, 1, disclosed(HANA, YUKI))
    await says(backend, 2, *(AccountUntied(conversation_id(each.channel, each.recipients[0]), YUKI) for each in before))
    assert await backend.outbox.due(ALL, minutes(60), 100, ()) == ()
    assert [each.kind for each in await backend.ledger()].count(EntryKind.UNDELIVERED) == 1


MANY = letter(7, "Usato", "Uyuki", "Uhana", incident=None)
YUKIS_LINE = line("Uyuki")


async def test_what_waits_for_many_leaves_out_the_account_whose_link_has_ended(backend: Backend) -> None:
    await backend.post(MANY)
    await says(backend, 2, AccountUntied(YUKIS_LINE, YUKI))
    (left,) = await backend.outbox.due(ALL, minutes(60), 100, ())
    assert (left.id, left.recipients) == (MANY.id, ("Usato", "Uhana"))


async def test_what_goes_to_many_stays_as_it_is_where_it_may_have_arrived_or_somebody_shares_the_account(
    backend: Backend,
) -> None:
    tried = replace(MANY, id=MessageId("tried"), may_have_arrived=True)
    await backend.post(MANY, tried)
    await backend.outbox.begin([tried], minutes(1))
    await says(backend, 1, AccountTied(line("Usato"), YUKI, TiedBy.CITY_OS))
    await says(backend, 2, AccountUntied(line("Usato"), YUKI))
    await says(backend, 3, AccountUntied(YUKIS_LINE, YUKI))
    left = {each.id: each.recipients for each in await backend.outbox.due(ALL, minutes(60), 100, ())}
    assert left == {MANY.id: ("Usato", "Uhana"), tried.id: MANY.recipients}


async def test_what_waits_for_who_shares_the_account_still_goes(backend: Backend) -> None:
    await says(backend, 1, AccountTied(line("Usato"), YUKI, TiedBy.CITY_OS))
    satos = await shows(backend, 2, by_leader(BY_LAW), to=SATO)
    yukis = [each for each in await shows(backend, 3, disclosed(HANA, YUKI)) if each not in satos]
    assert {each.recipients[0] for each in yukis} == {"Uyuki", "yuki", "Usato"}
    await says(backend, 4, AccountUntied(line("Usato"), YUKI))
    waiting = await backend.outbox.due(ALL, minutes(60), 100, ())
    assert set(waiting) == {*satos, *(each for each in yukis if each.recipients != ("Usato",))}


async def test_and_no_longer(backend: Backend) -> None:
    assert await why(backend, by_leader(BY_LAW), now=minutes(600), to=SATO) == {"emergency_over"}


async def test_what_staff_see_by_law_needs_neither(backend: Backend) -> None:
    """Ken, of the staff."""
    to_staff = replace(disclosed(HANA, KEN, ground=STAFF_LIST, until=None), recipient_kind=RecipientKind.CITY)
    assert await why(backend, to_staff, now=minutes(200_000), to=KEN) == set()


async def test_one_lost_ground_holds_the_whole_letter_back(backend: Backend) -> None:
    assert await why(backend, disclosed(HANA, YUKI), by_leader(BY_LAW), now=minutes(600)) == {"time_over"}
    assert await why_later(backend) == set()


async def why_later(backend: Backend) -> set[str]:
    """What shows nothing is nobody's business."""
    letters = await shows(backend, 2)
    quiet = [each for each in letters if each.showing is None]
    assert len(quiet) == 2
    return set(await backend.outbox.groundless(quiet, minutes(200_000)))


async def test_one_look_is_enough_for_many_letters_and_each_gets_its_own_answer(backend: Backend) -> None:
    await says(backend, 9, ConsentWithdrawn("consent-1", HANA, minutes(2)))
    kept, lost = disclosed(YUKI, YUKI), disclosed(HANA, YUKI)
    for number in range(1, 7):
        letters = await shows(backend, number, kept if number % 2 else lost)
    found = await backend.outbox.groundless(letters, minutes(30))
    assert (len(letters), len(found)) == (12, 6)


async def test_a_row_of_the_ledger_that_says_nothing_is_no_ground_and_stops_no_other(database: Database) -> None:
    sql = SqlBackend(database)
    await sql.fill(City())
    broken = {each.id for each in await shows(sql, 1, disclosed(HANA, YUKI))}
    async with database.writing() as connection:
        await connection.execute(tables.ledger.update().values(body="[]"))
    letters = await shows(sql, 2, disclosed(HANA, YUKI))
    found = await sql.outbox.groundless(letters, minutes(30))
    assert (set(found), set(found.values())) == (broken, {"unknown_ground"})


class TestWhatWaits:
    """Both of Yuki's accounts are behind the one channel that is down."""

    @pytest.fixture
    def clock(self) -> SetClock:
        clock = SetClock()
        clock.at = minutes(1)
        return clock

    @pytest.fixture
    def phones(self, clock: SetClock) -> StageLine:
        return StageLine(clock)

    @pytest.fixture
    def delivery(self, backend: Backend, clock: SetClock, phones: StageLine) -> Delivery:
        senders = {Channel.LINE: phones, Channel.WEB: phones}
        return Delivery(outbox=backend.outbox, senders=senders, clock=clock, jitter=lambda: 0.5)

    async def test_goes_when_line_is_back_where_nothing_has_changed(
        self, backend: Backend, clock: SetClock, phones: StageLine, delivery: Delivery
    ) -> None:
        letters = await self._while_line_is_down(backend, clock, phones, delivery)
        await deliver(delivery)
        assert set(phones.pushed) == {each.id for each in letters}
        assert await looks(backend) == [YUKI]

    async def test_does_not_go_after_a_withdrawal_and_nobody_is_said_to_have_seen_it(
        self, backend: Backend, clock: SetClock, phones: StageLine, delivery: Delivery
    ) -> None:
        letters = await self._while_line_is_down(backend, clock, phones, delivery)
        await says(backend, 9, ConsentWithdrawn("consent-1", HANA, clock.now()))
        await deliver(delivery)
        assert phones.pushed.total() == 0
        await deliver(delivery)
        instead = [each.letter for each in await backend.letters() if each.letter.id in phones.pushed]
        assert {each.speech.replies for each in instead} == {(Say(text("withheld.instead")),)}
        assert phones.pushed.keys().isdisjoint({each.id for each in letters})
        assert await looks(backend) == []

    async def test_does_not_go_but_stays_listed_where_an_attempt_may_have_arrived(
        self, backend: Backend, clock: SetClock, phones: StageLine, delivery: Delivery
    ) -> None:
        letters = await self._while_line_is_down(backend, clock, phones, delivery, Fault.LOST_AFTER)
        await says(backend, 9, ConsentWithdrawn("consent-1", HANA, clock.now()))
        calls = len(phones.calls)
        await deliver(delivery)
        await deliver(delivery)
        assert {each for _, each in phones.calls[calls:]}.isdisjoint({each.id for each in letters})
        assert await looks(backend) == [YUKI]

    async def test_does_not_go_where_it_was_never_even_tried(
        self, backend: Backend, clock: SetClock, phones: StageLine, delivery: Delivery
    ) -> None:
        """The worker was down, not LINE."""
        await shows(backend, 1, disclosed(HANA, YUKI, until=None))
        await says(backend, 9, ConsentWithdrawn("consent-1", HANA, clock.now()))
        clock.advance(3_600)
        assert await deliver(delivery) == 0
        assert (phones.calls, await looks(backend)) == ([], [])

    async def _while_line_is_down(
        self, backend: Backend, clock: SetClock, phones: StageLine, delivery: Delivery, fault: Fault = Fault.TOO_MANY
    ) -> list[Letter]:
        letters = await shows(backend, 1, disclosed(HANA, YUKI, until=None))
        phones.faults.extend([fault] * len(letters))
        clock.at = letters[0].created_at
        assert await deliver(delivery) == len(letters) == 2
        clock.advance(3_600)
        return letters


async def looks(backend: Backend) -> list[PersonId]:
    found = await backend.store.answer(DisclosuresOf(HANA))
    return [each.disclosure.recipient for each in found.looks]
