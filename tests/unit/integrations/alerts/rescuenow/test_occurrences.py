"""Rescuenow's flags: kinds, status, codes, and a form that names everything otherwise."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertStatus
from integrations.alerts.document import UnreadableError
from integrations.alerts.rescuenow import load_form, read_form, read_occurrences
from integrations.sandbox.rescuenow import SAMPLES

RECEIVED = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
ENTRY: dict[str, Any] = {
    "id": "rn-1",
    "kind": "earthquake",
    "status": "actual",
    "change": "new",
    "areas": ["072028"],
    "issued_at": "2026-07-01T15:30:00+09:00",
    "headline": "強い揺れがありました。",
}


def one(**changed: Any) -> Alert:
    (alert,) = read_occurrences(json.dumps({"occurrences": [ENTRY | changed]}).encode(), load_form(), RECEIVED)
    return alert


def test_a_flag_is_read() -> None:
    alert = one()
    assert (alert.kind, alert.status, alert.change) == (
        AlertKind.OCCURRENCE,
        AlertStatus.REAL,
        AlertChange.ISSUED,
    )
    assert alert.areas == (AlertArea("072028", "", "全国地方公共団体コード", "地震"),)
    assert (alert.title, alert.level, alert.faults) == ("地震", None, ())
    assert alert.issued == datetime(2026, 7, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "real", "ACTUAL", None, 1, ["actual"]])
def test_a_status_that_is_missing_or_unknown_is_never_real(written: object) -> None:
    alert = one(status=written)
    assert alert.status is AlertStatus.TRAINING
    assert any("運用種別" in each for each in alert.faults)


def test_training_is_training_and_a_series_of_its_own() -> None:
    assert one(status="training").status is AlertStatus.TRAINING
    assert one(status="training").series != one().series


def test_a_kind_that_is_not_known_is_kept_as_written() -> None:
    alert = one(kind="meteorite")
    assert (alert.kind, alert.areas[0].announced) == (AlertKind.UNKNOWN, "meteorite")
    assert alert.faults
    assert json.loads(alert.raw) == ENTRY | {"kind": "meteorite"}
    assert one().raw == b""


def test_nothing_follows_from_a_change_that_is_not_known() -> None:
    assert one(change="withdraw").kind is AlertKind.UNKNOWN


def test_a_cancellation_is_of_the_same_series() -> None:
    cancelled = one(change="cancel")
    assert (cancelled.change, cancelled.series) == (AlertChange.CANCELLED, one().series)


def test_a_code_with_a_wrong_check_digit_is_kept_and_told() -> None:
    alert = one(areas=["072027", {"code": "07202", "name": "会津若松市"}])
    assert [(each.code, each.scheme) for each in alert.areas] == [
        ("072027", ""),
        ("072028", "全国地方公共団体コード"),
    ]
    assert any("072027" in each for each in alert.faults)


def test_an_entry_that_cannot_be_read_takes_no_other_with_it() -> None:
    raw = json.dumps({"occurrences": ["?", ENTRY]}).encode()
    unknown, flag = read_occurrences(raw, load_form(), RECEIVED)
    assert (unknown.kind, unknown.status) == (AlertKind.UNKNOWN, AlertStatus.TRAINING)
    assert flag == one()


def test_every_sample_of_the_sandbox_says_what_its_name_says() -> None:
    statuses = {name: one(**sample).status for name, sample in SAMPLES.items()}
    assert statuses.pop("training") is AlertStatus.TRAINING
    assert set(statuses.values()) == {AlertStatus.REAL}


def test_a_form_finds_the_fields_where_the_contract_puts_them() -> None:
    form = read_form(
        """
        fields: {entries: data.items, id: nr, kind: type, status: mode, change: act, areas: city, issued: at,
                 valid_until: to, title: name, headline: text}
        kinds: {"01": 地震}
        statuses: {"0": real}
        changes: {}
        """
    )
    entry = {"nr": 7, "type": "01", "mode": 0, "city": ["07202"], "at": "2026-07-01T15:30:00", "name": "震度6弱"}
    (alert,) = read_occurrences(json.dumps({"data": {"items": [entry]}}).encode(), form, RECEIVED)
    assert (alert.kind, alert.status, alert.title) == (AlertKind.OCCURRENCE, AlertStatus.REAL, "震度6弱")
    assert (alert.event, alert.areas[0].code, alert.faults) == ("7", "072028", ())


@pytest.mark.parametrize(
    "raw", [b"", b"[", b"{}", b'{"occurrences": {}}', b"[" * 50_000, b"[]" + b" " * 5_000_000, b"\xff", b"9" * 5_000]
)
def test_what_is_no_answer_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_occurrences(raw, load_form(), RECEIVED)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(ENTRY, JSON)), max_size=4))
def test_every_entry_of_any_list_becomes_an_alert(entries: list[object]) -> None:
    read = read_occurrences(json.dumps({"occurrences": entries}).encode(), load_form(), RECEIVED)
    assert len(read) == len(entries)
    assert all(each.status is AlertStatus.REAL for each in read) or any(each.faults for each in read)


@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        read_occurrences(raw, load_form(), RECEIVED)
    except UnreadableError:
        return
