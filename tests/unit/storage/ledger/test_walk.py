"""Whatever a hand changes in the ledger is found, and it is the changed row that is named."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.ledger.chain import Head, chained, digest
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.faults import Fault, FaultKind
from tests.unit.storage.ledger.chains import EDITS, START, Chain, chain_of, chains, entry


def said(faults: Iterable[Fault]) -> list[tuple[str, int, int]]:
    return [(each.kind, each.first, each.last) for each in faults]


@given(chains(least=0))
def test_a_ledger_that_nobody_touched_has_no_faults(chain: Chain) -> None:
    assert chain.faults(known=chain.head) == ()


@given(chains(), st.data(), st.sampled_from(sorted(EDITS)))
def test_one_edited_column_of_one_row_is_found_and_named(chain: Chain, data: st.DataObject, column: str) -> None:
    row = data.draw(st.sampled_from(chain.rows))
    row[column] = EDITS[column](row[column])
    (fault,) = chain.faults()
    assert (fault.first, fault.last, fault.id) == (row["seq"], row["seq"], row["id"])
    assert fault.kind == (FaultKind.BODY_CHANGED if column == "body" else FaultKind.COLUMNS_CHANGED)


@given(chains(least=2), st.data())
def test_a_row_recomputed_after_its_edit_is_named_by_the_row_that_stands_on_it(
    chain: Chain, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, len(chain.rows)))
    row = chain.rows[number - 1]
    row["body"] = '{"word":"other"}'
    row["body_digest"] = digest(row["body"])
    chain.recompute(number, number)
    assert said(chain.faults()) == [(FaultKind.RECOMPUTED, number, number)]


@given(chains(), st.data())
def test_a_row_recomputed_onto_nothing_is_named_and_not_its_neighbour(chain: Chain, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(chain.rows))
    number = row["seq"]
    row["previous"] = "a" * 64
    _, head = chained(Head(number - 1, row["previous"]), _again(row))
    row["hash"] = head.hash
    assert said(chain.faults()) == [(FaultKind.RECOMPUTED, number, number)]


def _again(row: dict[str, Any]) -> Entry:
    body, kind = json.loads(row["body"]), EntryKind(row["kind"])
    who = (row["person_id"], row["other_id"])
    return Entry(row["id"], row["at"], kind, *who, body, row["message_id"], drill=row["drill"])


@given(chains(least=2), st.data())
def test_a_tail_recomputed_to_its_end_is_found_by_a_head_that_was_written_down(
    chain: Chain, data: st.DataObject
) -> None:
    known = chain.head
    number = data.draw(st.integers(1, len(chain.rows)))
    chain.rows[number - 1]["person_id"] = "P7"
    chain.recompute(number, len(chain.rows))
    chain.head = Head(len(chain.rows), chain.rows[-1]["hash"])
    assert chain.faults() == ()
    assert said(chain.faults(known)) == [(FaultKind.KNOWN_DIFFERS, len(chain.rows), len(chain.rows))]


@given(chains(), st.data())
def test_rows_taken_out_are_named_as_a_range(chain: Chain, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(chain.rows)))
    last = data.draw(st.integers(first, len(chain.rows)))
    del chain.rows[first - 1 : last]
    assert said(chain.faults()) == [(FaultKind.MISSING, first, last)]


@given(chains(least=2), st.data())
def test_a_row_taken_out_and_the_rest_numbered_anew_is_found_with_where_each_belongs(
    chain: Chain, data: st.DataObject
) -> None:
    gone = data.draw(st.integers(1, len(chain.rows) - 1))
    del chain.rows[gone - 1]
    for row in chain.rows[gone - 1 :]:
        row["seq"] -= 1
    faults = chain.faults()
    moved = [(each.first, each.belongs) for each in faults if each.kind is FaultKind.MISPLACED]
    assert moved == [(seq, seq + 1) for seq in range(gone, len(chain.rows) + 1)]
    assert [(each.first, each.last) for each in faults if each.kind is FaultKind.MISSING] == [(gone, gone)]
    assert len(faults) == len(moved) + 1


@given(chains(least=2), st.data())
def test_two_rows_swapped_are_both_named_with_their_places(chain: Chain, data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.sampled_from(chain.rows), min_size=2, max_size=2, unique_by=lambda r: r["seq"]))
    one["seq"], other["seq"] = other["seq"], one["seq"]
    found = {(each.first, each.belongs, each.id) for each in chain.faults()}
    assert found == {(one["seq"], other["seq"], one["id"]), (other["seq"], one["seq"], other["id"])}


@given(chains(), st.data(), st.integers(-3, 40))
def test_a_row_given_another_number_is_found_wherever_it_goes(chain: Chain, data: st.DataObject, place: int) -> None:
    row = data.draw(st.sampled_from(chain.rows))
    number = row["seq"]
    if place in range(1, len(chain.rows) + 1):
        return
    row["seq"] = place
    assert [(each.kind, each.first, each.belongs) for each in chain.faults()] == [(FaultKind.MISPLACED, place, number)]


@given(chains())
def test_a_head_that_was_changed_or_lost_is_found(chain: Chain) -> None:
    head = chain.head
    assert head is not None
    for changed in (None, Head(head.seq + 1, head.hash), Head(head.seq, "a" * 64), Head(head.seq - 1, head.hash)):
        chain.head = changed
        assert [each.first for each in chain.faults()] == [len(chain.rows)]


@given(chains())
def test_a_row_added_behind_the_head_is_named(chain: Chain) -> None:
    assert chain.head is not None
    row, _ = chained(chain.head, entry(99))
    chain.rows.append(row)
    assert said(chain.faults()) == [(FaultKind.PAST_HEAD, row["seq"], row["seq"])]


def erased(first: int, last: int) -> Entry:
    return Entry("erased", START, EntryKind.BODIES_ERASED, None, None, {"first": first, "last": last})


def test_erased_bodies_hold_where_the_ledger_says_that_they_were_erased() -> None:
    chain = chain_of([*(entry(number) for number in range(1, 6)), erased(1, 3)])
    for row in chain.rows[:3]:
        row["body"] = None
    assert chain.faults() == ()
    chain.rows[4]["body"] = None
    assert said(chain.faults()) == [(FaultKind.BODIES_GONE, 5, 5)]


def test_an_entry_of_erasure_that_was_widened_by_hand_covers_nothing() -> None:
    chain = chain_of([*(entry(number) for number in range(1, 6)), erased(1, 1)])
    chain.rows[0]["body"] = chain.rows[1]["body"] = None
    chain.rows[5]["body"] = chain.rows[5]["body"].replace('"last":1', '"last":2')
    assert said(chain.faults()) == [(FaultKind.BODIES_GONE, 1, 2), (FaultKind.BODY_CHANGED, 6, 6)]


def test_what_is_no_time_and_no_truth_value_is_a_changed_column_and_no_crash() -> None:
    for column, nonsense in (("at", "yesterday"), ("at", 10**30), ("at", None), ("drill", 7), ("body", b"\xff")):
        chain = chain_of([entry(1), entry(2)])
        chain.rows[0][column] = nonsense
        assert [each.first for each in chain.faults()] == [1]


def test_many_rows_numbered_anew_are_still_told_in_short_time() -> None:
    chain = chain_of([entry(number) for number in range(1, 5_001)])
    del chain.rows[10:300]
    for row in chain.rows[10:]:
        row["seq"] -= 290
    faults = chain.faults()
    assert (faults[0].kind, faults[0].belongs) == (FaultKind.MISPLACED, 301)
    assert [(each.first, each.last) for each in faults if each.kind is FaultKind.MISSING] == [(11, 300)]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(FaultKind.MISSING, 3, 5), "rows 3 to 5: removed"),
        (Fault(FaultKind.MISPLACED, 3, 3, "e5", 5), "row 3 (e5): stands in another row's place; it is row 5"),
    ],
)
def test_a_fault_is_one_sentence(fault: Fault, sentence: str) -> None:
    assert str(fault) == sentence
