"""Who comes first, and who goes without where the month's LINE messages are short."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.core.audience import Rank
from bot.rules.sending import order, rank_of, share


@dataclass(frozen=True)
class Somebody:
    number: int
    rank: Rank


people = st.lists(st.builds(Somebody, st.integers(), st.sampled_from(Rank)))
counts = st.dictionaries(st.sampled_from(Rank), st.integers(1, 1000))


@given(people)
def test_nobody_who_needs_support_stands_behind_somebody_who_does_not(waiting: list[Somebody]) -> None:
    needy = [each.rank is Rank.SUPPORT for each in order(waiting)]
    assert needy == sorted(needy, reverse=True)


@given(people)
def test_nobody_is_lost_and_alike_ones_keep_their_order(waiting: list[Somebody]) -> None:
    ordered = order(waiting)
    for rank in Rank:
        assert [each for each in ordered if each.rank is rank] == [each for each in waiting if each.rank is rank]


@given(counts, st.none() | st.integers(0, 3000))
def test_every_message_is_sent_waits_or_is_held_and_never_more_than_are_left(
    wanted: dict[Rank, int], left: int | None
) -> None:
    shares = share(wanted, left)
    sent = sum(shares.now.values())
    assert sent + sum(shares.waiting.values()) + shares.held == sum(wanted.values())
    assert left is None or sent <= left


@given(counts, st.integers(0, 3000))
def test_nobody_is_sent_to_while_somebody_of_an_earlier_rank_waits(wanted: dict[Rank, int], left: int) -> None:
    shares = share(wanted, left)
    first_waiting = min(shares.waiting, default=Rank.CAN_WAIT)
    assert all(not count for rank, count in shares.now.items() if rank > first_waiting)


def test_families_and_officers_wait_for_a_reply_as_soon_as_it_is_short() -> None:
    wanted = {Rank.SUPPORT: 10, Rank.OTHERS: 20, Rank.CAN_WAIT: 5}
    assert share(wanted, 35).held == 0
    short = share(wanted, 34)
    assert (short.now, short.waiting, short.held) == ({Rank.SUPPORT: 10, Rank.OTHERS: 20}, {}, 5)
    assert share(wanted, 12).waiting == {Rank.OTHERS: 18}


def test_an_officer_who_needs_support_is_somebody_who_needs_support() -> None:
    assert rank_of(support_needed=True, at_hazard=False, can_wait=True) is Rank.SUPPORT
    assert rank_of(support_needed=False, at_hazard=True, can_wait=True) is Rank.HAZARD
    assert rank_of(support_needed=False, at_hazard=False, can_wait=True) is Rank.CAN_WAIT
    assert rank_of(support_needed=False, at_hazard=False, can_wait=False) is Rank.OTHERS
