"""CAP out: as the schema has it, and read back without loss of what CAP can carry."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertSource, AlertStatus
from integrations.alerts.cap import read_cap, to_cap
from integrations.alerts.document import child, read_document, text
from tests.unit.integrations.alerts.cap.order import offences

SENDER = "anpi@city.example.lg.jp"
FIRST = datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
WORDS = st.text(LETTERS, max_size=20)
SOME_WORDS = st.text(LETTERS, min_size=1, max_size=20)
TIMES = st.integers(0, 10_000_000).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@st.composite
def areas(draw: st.DrawFn) -> AlertArea:
    code = draw(WORDS)
    return AlertArea(
        code=code,
        name=draw(SOME_WORDS),
        scheme=draw(WORDS) if code else "",
        announced=draw(WORDS),
        level=draw(st.none() | st.integers(1, 5)),
        intensity=draw(st.sampled_from(["", "4", "5-", "6+"])),
        lifted=draw(st.booleans()),
    )


@st.composite
def alerts(draw: st.DrawFn) -> Alert:
    return Alert(
        source=draw(st.sampled_from(AlertSource)),
        kind=draw(st.sampled_from(AlertKind)),
        status=draw(st.sampled_from(AlertStatus)),
        change=draw(st.sampled_from(AlertChange)),
        series=draw(WORDS),
        issued=draw(TIMES),
        title=draw(SOME_WORDS),
        headline=draw(WORDS),
        areas=tuple(draw(st.lists(areas(), max_size=5))),
        event=draw(WORDS),
        valid_until=draw(st.none() | TIMES),
        is_equivalent=draw(st.booleans()),
        digest=draw(SOME_WORDS),
    )


ONE = Alert(
    AlertSource.L_ALERT,
    AlertKind.EVACUATION_ORDER,
    AlertStatus.REAL,
    AlertChange.ISSUED,
    "7e573043/072028/Actual",
    FIRST,
    "避難情報 発令",
    "東山地区に避難指示を発令しました。",
    (AlertArea("072028", "東山地区", "全国地方公共団体コード", "避難指示", 4, note="職員向け"),),
    is_equivalent=False,
)


@given(alerts())
def test_what_cap_can_carry_comes_back(alert: Alert) -> None:
    back = read_cap(to_cap(alert, SENDER), FIRST)
    source_and_series = {"source": AlertSource.CAP, "series": back.series, "digest": back.digest}
    assert back == replace(alert, **source_and_series)  # type: ignore[arg-type]


@given(alerts(), alerts())
def test_what_is_written_is_valid_cap(alert: Alert, other: Alert) -> None:
    earlier = (replace(other, series=alert.series, source=alert.source),)
    assert list(offences(read_document(to_cap(alert, SENDER, earlier)))) == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_written_as_xml(title: str, name: str) -> None:
    alert = replace(ONE, title=title.encode(errors="replace").decode(), areas=(AlertArea("", name),))
    assert read_cap(to_cap(alert, SENDER), FIRST).status is AlertStatus.REAL


@given(st.lists(alerts(), min_size=1, max_size=4))
def test_all_messages_of_a_series_come_back_as_one_series(several: list[Alert]) -> None:
    begun = replace(several[0], change=AlertChange.ISSUED)
    series = [
        replace(each, source=begun.source, series="s", issued=FIRST + timedelta(minutes=number))
        for number, each in enumerate([begun, *several[1:]])
    ]
    read = [read_cap(to_cap(each, SENDER, series[:number]), FIRST) for number, each in enumerate(series)]
    assert len({each.series for each in read}) == 1


def test_a_repeat_is_an_update_and_refers_to_what_went_before() -> None:
    later = replace(ONE, issued=FIRST + timedelta(hours=1))
    root = read_document(to_cap(later, SENDER, (ONE,)))
    before = read_document(to_cap(ONE, SENDER))
    assert text(root, "msgType") == "Update"
    assert text(root, "references") == f"{SENDER},{text(before, 'identifier')},{text(before, 'sent')}"


@pytest.mark.parametrize(("change", "written"), [(AlertChange.CANCELLED, "Cancel"), (AlertChange.CORRECTED, "Update")])
def test_what_takes_back_always_refers_to_something(change: AlertChange, written: str) -> None:
    root = read_document(to_cap(replace(ONE, change=change), SENDER))
    assert (text(root, "msgType"), bool(text(root, "references"))) == (written, True)


def test_another_series_is_not_referred_to() -> None:
    root = read_document(to_cap(ONE, SENDER, (replace(ONE, series="other"),)))
    assert (text(root, "msgType"), text(root, "references")) == ("Alert", "")


@pytest.mark.parametrize("status", [AlertStatus.TRAINING, AlertStatus.TEST])
def test_a_drill_never_leaves_as_actual(status: AlertStatus) -> None:
    assert b"Actual" not in to_cap(replace(ONE, status=status), SENDER)


def test_words_for_staff_stay_here() -> None:
    assert "職員向け" not in to_cap(replace(ONE, faults=("職員向け",)), SENDER).decode()


def test_times_have_whole_seconds_and_an_offset() -> None:
    root = read_document(to_cap(replace(ONE, issued=FIRST.replace(microsecond=5)), SENDER))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d", text(root, "sent"))


def test_areas_with_the_same_announcement_share_an_info() -> None:
    second = replace(ONE.areas[0], name="門田地区")
    root = read_document(to_cap(replace(ONE, areas=(*ONE.areas, second)), SENDER))
    info = child(root, "info")
    assert info is not None
    assert len([each for each in info if each.tag.endswith("}area")]) == 2


@pytest.mark.parametrize("sender", ["", "a b", "a,b", "a<b", "a&b"])
def test_a_sender_that_cap_does_not_allow_is_refused_by_name(sender: str) -> None:
    with pytest.raises(ValueError, match="sender must be"):
        to_cap(ONE, sender)
