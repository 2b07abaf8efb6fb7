"""Promise 5, first barrier: a drill, a test and whatever does not say what it is never pass as real."""

import pytest

from bot.core.alerts import AlertChange, AlertKind, AlertStatus
from integrations.alerts.l_alert import key_of
from tests.unit.integrations.alerts.l_alert.documents import STATUS, TYPE, document, one


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Actual", AlertStatus.REAL),
        ("Exercise", AlertStatus.TRAINING),
        ("System", AlertStatus.TEST),
        ("Test", AlertStatus.TEST),
    ],
)
def test_each_status_of_the_envelope_is_read(written: str, status: AlertStatus) -> None:
    alert = one(document(status=STATUS.format(written), inner=STATUS.format(written)))
    assert (alert.status, alert.faults) == (status, ())


@pytest.mark.parametrize("written", ["", "actual", "ACTUAL", "Real", "通常", "Actual?"])
def test_a_status_that_is_missing_or_unknown_is_never_real_and_staff_are_told(written: str) -> None:
    alert = one(document(status=STATUS.format(written) if written else ""))
    assert alert.status is AlertStatus.TRAINING
    assert any("運用種別" in each for each in alert.faults)


@pytest.mark.parametrize(("inner", "status"), [("Exercise", AlertStatus.TRAINING), ("Test", AlertStatus.TEST)])
def test_a_drill_in_an_envelope_that_says_actual_is_a_drill(inner: str, status: AlertStatus) -> None:
    alert = one(document(inner=STATUS.format(inner)))
    assert alert.status is status
    assert any("一致" in each for each in alert.faults)


def test_a_control_part_with_an_unknown_status_is_not_real() -> None:
    assert one(document(inner=STATUS.format("Practice"))).status is AlertStatus.TRAINING


def test_an_envelope_that_says_exercise_stays_a_drill_whatever_the_control_part_says() -> None:
    assert one(document(status=STATUS.format("Exercise"))).status is AlertStatus.TRAINING


def test_a_telegram_of_the_jma_in_the_envelope_says_its_drill_in_its_own_words() -> None:
    raw = document(inner="<Status>訓練</Status>", body="<Body/>", category="Weather")
    alert = one(raw)
    assert (alert.status, alert.kind) == (AlertStatus.TRAINING, AlertKind.UNKNOWN)


def test_a_drill_that_was_sent_as_real_is_told_to_staff() -> None:
    alert = one(document().replace("本文です。".encode(), "これは訓練です。".encode()))
    assert any("訓練" in each for each in alert.faults)


@pytest.mark.parametrize(
    ("written", "change"),
    [("Report", AlertChange.ISSUED), ("Update", AlertChange.ISSUED), ("Cancel", AlertChange.CANCELLED)],
)
def test_each_type_of_distribution_is_read(written: str, change: AlertChange) -> None:
    alert = one(document(kind=TYPE.format(written)))
    assert (alert.change, alert.faults) == (change, ())


@pytest.mark.parametrize("written", ["Ack", "Error", "Request", ""])
def test_nothing_follows_from_a_type_that_l_alert_does_not_have(written: str) -> None:
    alert = one(document(kind=TYPE.format(written)))
    assert (alert.kind, alert.level) == (AlertKind.UNKNOWN, None)
    assert alert.faults


def test_an_update_with_an_erratum_is_a_correction_and_its_reason_is_told() -> None:
    errata = "<Errata><pcx_eb:Description>地区名の誤り</pcx_eb:Description></Errata>"
    alert = one(document(kind=TYPE.format("Update"), errata=errata))
    assert alert.change is AlertChange.CORRECTED
    assert "地区名の誤り" in alert.headline


def test_an_empty_erratum_corrects_nothing() -> None:
    errata = "<Errata><pcx_eb:Description/></Errata>"
    assert one(document(kind=TYPE.format("Update"), errata=errata)).change is AlertChange.ISSUED


def test_a_drill_and_a_real_document_of_the_same_id_are_two_series() -> None:
    real, drill = one(document()), one(document(status=STATUS.format("Exercise")))
    assert real.series != drill.series


def test_versions_of_a_document_share_a_series_and_differ_in_their_key() -> None:
    second, third = one(document(revision="2")), one(document(revision="3"))
    assert second.series == third.series == "7e573043/072028/Actual"
    assert (second.revision, third.revision) == (2, 3)
    assert key_of(third) == "7e573043/072028/Actual#3"
