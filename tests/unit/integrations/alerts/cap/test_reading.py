"""CAP in: status, series, areas, and what our alert cannot hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import AlertArea, AlertChange, AlertKind, AlertStatus
from integrations.alerts.cap import read_cap
from integrations.alerts.document import UnreadableError
from tests.unit.integrations.alerts.cap.messages import AREA, INFO, RECEIVED, SENDER, message, read


def test_a_message_is_read_and_its_severity_is_no_alert_level() -> None:
    alert = read(message())
    assert alert.areas == (AlertArea("07202", "東山地区", "JIS", "大雨警報"),)
    assert (alert.kind, alert.status, alert.change) == (AlertKind.HEAVY_RAIN, AlertStatus.REAL, AlertChange.ISSUED)
    assert (alert.level, alert.series, alert.faults) == (None, f"{SENDER},m-3", ())


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Exercise", AlertStatus.TRAINING),
        ("System", AlertStatus.TEST),
        ("Test", AlertStatus.TEST),
        ("Draft", AlertStatus.TEST),
        ("actual", AlertStatus.TRAINING),
        ("", AlertStatus.TRAINING),
    ],
)
def test_only_actual_is_real(written: str, status: AlertStatus) -> None:
    assert read(message(status=f"<status>{written}</status>")).status is status


def test_a_message_without_a_status_is_not_real_and_staff_are_told() -> None:
    alert = read(message(status=""))
    assert alert.status is AlertStatus.TRAINING
    assert alert.faults


@pytest.mark.parametrize("written", ["Ack", "Error", "", "alert"])
def test_nothing_follows_from_an_acknowledgement_or_an_error(written: str) -> None:
    ours = "<parameter><valueName>AlertLevel</valueName><value>4</value></parameter>"
    infos = INFO.format(ours + AREA.format(""))
    alert = read(message(kind=f"<msgType>{written}</msgType>", infos=infos))
    assert (alert.kind, alert.level) == (AlertKind.UNKNOWN, None)
    assert alert.faults


def test_the_earliest_reference_of_the_same_sender_is_the_series() -> None:
    references = f"{SENDER},m-2,2026-07-01T14:00:00+09:00 {SENDER},m-1,2026-07-01T13:00:00+09:00"
    alert = read(message(kind="<msgType>Cancel</msgType>", more=f"<references>{references}</references>"))
    assert (alert.series, alert.change) == (f"{SENDER},m-1", AlertChange.CANCELLED)


def test_nobody_replaces_what_somebody_else_announced() -> None:
    references = "jma@example.go.jp,m-1,2026-07-01T13:00:00+09:00"
    alert = read(message(kind="<msgType>Cancel</msgType>", more=f"<references>{references}</references>"))
    assert alert.series == f"{SENDER},m-3"
    assert any("jma@example.go.jp" in each for each in alert.faults)


def test_a_reference_that_cannot_be_read_is_told() -> None:
    assert any("m-1" in each for each in read(message(more="<references>m-1</references>")).faults)


def test_shapes_go_to_staff_and_not_into_the_name() -> None:
    shapes = "<polygon>37.5,139.9 37.6,139.9 37.6,140.0 37.5,139.9</polygon><circle>37.5,139.9 5</circle>"
    alert = read(message(infos=INFO.format(AREA.format(shapes))))
    assert alert.areas[0].name == "東山地区"
    assert ["polygon" in alert.faults[0], "circle: 37.5,139.9 5" in alert.faults[1]] == [True, True]


def test_an_area_with_two_codes_loses_neither() -> None:
    second = "<geocode><valueName>JMA</valueName><value>0720200</value></geocode>"
    alert = read(message(infos=INFO.format(AREA.format(second))))
    assert [(each.code, each.scheme) for each in alert.areas] == [("0720200", "JMA"), ("07202", "JIS")]


def test_an_all_clear_lifts_the_area() -> None:
    infos = INFO.format("<responseType>AllClear</responseType>" + AREA.format(""))
    assert read(message(infos=infos)).areas[0].lifted


def test_of_several_languages_the_japanese_is_taken() -> None:
    english = INFO.format(AREA.format("")).replace(">ja<", ">en-US<").replace("大雨警報", "Heavy rain")
    alert = read(message(infos=english + INFO.format(AREA.format(""))))
    assert [each.announced for each in alert.areas] == ["大雨警報"]


def test_an_event_that_the_city_has_no_word_for_is_unknown_and_kept() -> None:
    alert = read(message(), {"別のもの": AlertKind.STORM})
    assert (alert.kind, alert.title) == (AlertKind.UNKNOWN, "大雨警報")
    assert any("大雨警報" in each for each in alert.faults)


def test_texts_times_and_incidents_are_read() -> None:
    more = (
        "<expires>2026-07-01T18:00:00+09:00</expires><headline>大雨</headline><description>強く降ります。</description>"
        "<instruction>高い所へ。</instruction>"
    )
    alert = read(message(more="<incidents>雨-1</incidents>", infos=INFO.format(more + AREA.format(""))))
    assert (alert.title, alert.headline, alert.event) == ("大雨", "強く降ります。\n高い所へ。", "雨-1")
    assert alert.valid_until == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_a_message_that_is_not_for_the_public_is_told() -> None:
    raw = message().replace(b"<scope>Public<", b"<scope>Restricted<")
    assert any("Restricted" in each for each in read(raw).faults)


@pytest.mark.parametrize(
    "raw",
    [
        b"<alert/>",
        message().replace(b"cap:1.2", b"cap:1.1"),
        b'<!DOCTYPE a [<!ENTITY a "b">]>' + message(),
        message() + b" " * 5_000_000,
    ],
)
def test_what_is_no_cap_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_cap(raw, RECEIVED)


@given(st.integers(0, len(message())), st.integers(0, 100), st.binary(max_size=30))
def test_a_spoilt_message_is_read_or_refused(start: int, length: int, inserted: bytes) -> None:
    whole = message()
    try:
        read_cap(whole[:start] + inserted + whole[start + length :], RECEIVED)
    except UnreadableError:
        return
