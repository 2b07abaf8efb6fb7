"""Which accounts of a person one of them may see, and what of them nobody may."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import ConversationId, PersonId
from bot.core.people import Person
from bot.core.records import TiedBy
from bot.core.requests import LinkedAccount, linked_account
from bot.rules.own_accounts import in_sight

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
HANA = Person(PersonId("hana"), "会津 花子", None)
HIDDEN = Person(PersonId("hidden"), "星 由美", None, disclosure_block=True)


def account(name: str, hours: int | None, person: Person = HANA) -> LinkedAccount:
    since = None if hours is None else NOON + timedelta(hours=hours)
    return linked_account(ConversationId(f"line:{name}"), person.id, TiedBy.CODE if since else None, since)


FILED, OLD, NEW = account("filed", None), account("old", 1), account("new", 2)


def test_the_one_in_use_comes_first_then_the_newest() -> None:
    assert in_sight(HANA, (FILED, OLD, NEW), OLD.conversation) == (OLD, NEW, FILED)


def test_an_account_that_is_not_the_persons_sees_none() -> None:
    assert in_sight(HANA, (FILED, OLD), ConversationId("line:stranger")) == ()


def test_who_hides_ends_what_is_older_and_is_not_seen_from_there() -> None:
    everything = (FILED, OLD, NEW)
    assert in_sight(HIDDEN, everything, NEW.conversation) == (NEW, OLD, FILED)
    assert in_sight(HIDDEN, everything, OLD.conversation) == (OLD, FILED)
    assert in_sight(HIDDEN, everything, FILED.conversation) == (FILED,)


@given(st.lists(st.none() | st.integers(0, 5), min_size=2, max_size=6))
def test_of_two_accounts_of_somebody_who_hides_never_both_see_each_other(hours: list[int | None]) -> None:
    accounts = tuple(account(str(number), each, HIDDEN) for number, each in enumerate(hours))
    for one in accounts:
        for other in in_sight(HIDDEN, accounts, one.conversation)[1:]:
            assert one not in in_sight(HIDDEN, accounts, other.conversation)
