"""Evacuation orders of a municipality: level, districts, numbers, lifting."""

import pytest

from bot.core.alerts import AlertArea, AlertKind
from integrations.alerts.l_alert.orders import level_of
from tests.unit.integrations.alerts.l_alert.documents import ORDER, SENT, document, one, order


def test_an_order_for_a_district_is_read_with_its_level_and_the_municipalitys_code() -> None:
    alert = one(document())
    assert alert.kind is AlertKind.EVACUATION_ORDER
    assert alert.areas == (
        AlertArea("072028", "東山地区", "全国地方公共団体コード", "避難指示", 4, note="7月1日15:30、1300世帯"),
    )
    assert (alert.level, alert.issued, alert.faults) == (4, SENT, ())
    assert not alert.is_equivalent


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("高齢者等避難", 3),
        ("避難指示", 4),
        ("緊急安全確保", 5),
        ("【警戒レベル４】避難指示", 4),
        ("警戒レベル3 高齢者等避難", 3),
    ],
)
def test_each_order_has_its_level_with_and_without_the_level_before_its_name(name: str, level: int) -> None:
    faults: list[str] = []
    assert (level_of(name, faults), faults) == (level, [])


def test_a_level_that_does_not_fit_the_name_is_told_and_the_name_holds() -> None:
    faults: list[str] = []
    assert level_of("【警戒レベル５】避難指示", faults) == 4
    assert "警戒レベル4" in faults[0]


@pytest.mark.parametrize("name", ["警戒区域", "避難をお願いします", "", "高齢者等避難指示"])
def test_a_name_that_is_not_known_has_no_level_and_is_kept(name: str) -> None:
    alert = order(lambda body: body.replace(">避難指示<", f">{name}<"))
    assert (alert.areas[0].announced, alert.areas[0].level) == (name, None)
    assert alert.faults


def test_a_name_of_before_2021_keeps_its_level_and_is_told() -> None:
    faults: list[str] = []
    assert level_of("避難勧告", faults) == 4
    assert len(faults) == 1


def test_a_lifted_order_repeats_its_name_and_does_not_count() -> None:
    alert = order(lambda body: body.replace("発令", "解除"))
    assert (alert.areas[0].level, alert.areas[0].lifted, alert.level) == (4, True, None)


def test_an_order_that_says_neither_issued_nor_lifted_moves_nothing() -> None:
    alert = order(lambda body: body.replace("発令", ""))
    assert (alert.level, alert.areas[0].announced) == (None, "避難指示")
    assert alert.faults


def test_a_lift_and_an_order_in_one_document_stand_side_by_side() -> None:
    second = ORDER[ORDER.index("<pcx_ev:Detail>") : ORDER.index("</pcx_ev:EvacuationOrder>")]
    lifted = second.replace("発令", "解除").replace("避難指示", "高齢者等避難").replace("東山", "門田")
    alert = order(lambda body: body.replace("</pcx_ev:EvacuationOrder>", lifted + "</pcx_ev:EvacuationOrder>"))
    assert [(each.name, each.level, each.lifted) for each in alert.areas] == [
        ("東山地区", 4, False),
        ("門田地区", 3, True),
    ]
    assert alert.level == 4


@pytest.mark.parametrize("written", ["", "不明", "約1300"])
def test_households_that_are_no_number_are_not_told_as_zero(written: str) -> None:
    alert = order(lambda body: body.replace("1,300", written))
    assert alert.areas[0].note == "7月1日15:30"


def test_an_order_without_a_district_is_for_the_whole_municipality_and_staff_are_told() -> None:
    start, end = ORDER.index("<pcx_ev:Areas>"), ORDER.index("</pcx_ev:Detail>")
    alert = order(lambda body: body[:start] + body[end:])
    assert (alert.areas[0].name, alert.areas[0].level) == ("会津若松市", 4)
    assert any("対象地区" in each for each in alert.faults)
