"""Promise 5, the first barrier: what is not said to be real, once and in the right place, is not real."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import AlertStatus
from tests.unit.integrations.alerts.jma.written import Written, kind, warning


@pytest.mark.parametrize(
    ("word", "status"), [("通常", AlertStatus.REAL), ("訓練", AlertStatus.TRAINING), ("試験", AlertStatus.TEST)]
)
def test_control_says_what_kind_of_telegram_it_is(word: str, status: AlertStatus) -> None:
    alert = Written(status=f"<Status> {word}\n</Status>").alert()
    assert alert.status is status
    assert not any("運用種別" in fault for fault in alert.faults)


@pytest.mark.parametrize(
    "status",
    [
        "",
        "<Status/>",
        "<Status>本番</Status>",
        "<Status>通常訓練</Status>",
        "<Status>通常</Status><Status>訓練</Status>",
        "<Status>訓練</Status><Status>通常</Status>",
        "<Status>通常</Status><Status>通常</Status>",
        '<Status xmlns="http://example.jp/other/">通常</Status>',
        "<Extra><Status>通常</Status></Extra>",
        "</Control><Control><Status>訓練</Status></Control><Control><Status>通常</Status>",
    ],
)
def test_anything_else_is_not_real_and_says_so(status: str) -> None:
    alert = Written(status=status).alert()
    assert alert.status is AlertStatus.TRAINING
    assert any("運用種別" in fault for fault in alert.faults)


@given(st.text(alphabet=st.characters(exclude_characters="<>&", categories=["L", "N", "P"]), max_size=20))
def test_no_other_word_is_real(word: str) -> None:
    alert = Written(status=f"<Status>{word}</Status>").alert()
    assert (alert.status is AlertStatus.REAL) == (word == "通常")


def test_the_status_of_a_kind_does_not_make_a_training_real() -> None:
    """Kind/Status and Control/Status share a name and nothing else."""
    body = warning(kind("レベル４大雨危険警報", "43", "通常"))
    alert = Written(status="<Status>訓練</Status>", body=body).alert()
    assert alert.status is AlertStatus.TRAINING
    assert "知らない状態「通常」です。" in alert.faults


def test_the_status_of_a_kind_does_not_stand_in_for_a_missing_one() -> None:
    alert = Written(status="", body=warning(kind("レベル４大雨危険警報", "43", "通常"))).alert()
    assert alert.status is AlertStatus.TRAINING


def test_a_training_is_a_series_of_its_own() -> None:
    real, training = (Written(status=f"<Status>{word}</Status>").alert() for word in ("通常", "訓練"))
    assert real.series == "気象警報・注意報（Ｒ０６）（大雨）/福島地方気象台/通常"
    assert training.series == "気象警報・注意報（Ｒ０６）（大雨）/福島地方気象台/訓練"
