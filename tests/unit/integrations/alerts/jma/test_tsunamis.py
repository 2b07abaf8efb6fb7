"""Tsunami warnings: stretches of coast, no level of the JMA."""

from bot.core.alerts import AlertArea, AlertKind
from tests.unit.integrations.alerts.jma.written import TSUNAMI, Written


def item(name: str, code: str, last: tuple[str, str] = ("津波なし", "00")) -> str:
    before = f"<LastKind><Name>{last[0]}</Name><Code>{last[1]}</Code></LastKind>"
    return (
        "<Item><Area><Name>福島県</Name><Code>250</Code></Area>"
        f"<Category><Kind><Name>{name}</Name><Code>{code}</Code></Kind>{before}</Category></Item>"
    )


def tsunami(*items: str) -> Written:
    body = f"<Tsunami><Forecast>{''.join(items)}</Forecast></Tsunami>"
    return Written(title=TSUNAMI, head_title="津波警報", event="20260701145500", body=body, topic="seismology1")


def test_a_warning_has_a_coast_and_no_level() -> None:
    alert = tsunami(item("大津波警報：発表", "53"), item("津波警報", "51")).alert()
    assert alert.kind is AlertKind.TSUNAMI
    assert alert.areas[0] == AlertArea("250", "福島県", "津波予報区", "大津波警報：発表")
    assert (alert.level, alert.faults) == (None, ())


def test_a_warning_that_is_lifted_is_told_by_what_it_was() -> None:
    alert = tsunami(item("警報解除", "50", ("津波警報", "51"))).alert()
    assert alert.areas == (AlertArea("250", "福島県", "津波予報区", "津波警報", lifted=True),)


def test_the_end_of_all_is_a_lift_too() -> None:
    alert = tsunami(item("津波なし", "00", ("津波注意報", "62"))).alert()
    assert alert.areas == (AlertArea("250", "福島県", "津波予報区", "津波注意報", lifted=True),)


def test_a_coast_without_a_tsunami_has_nothing_announced() -> None:
    assert tsunami(item("津波なし", "00")).alert().areas == (AlertArea("250", "福島県", "津波予報区"),)


def test_an_unknown_code_is_kept() -> None:
    alert = tsunami(item("特大津波警報", "59")).alert()
    assert alert.areas[0].announced == "特大津波警報"
    assert alert.faults == ("知らないコード「59」です（特大津波警報）。レベルは読んでいません。",)
