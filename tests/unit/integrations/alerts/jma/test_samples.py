"""The sandbox's own telegrams, read as real ones would be."""

from datetime import UTC, datetime

import pytest

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertStatus
from integrations.alerts.jma import parse_telegram
from integrations.sandbox.alerts import Status, load_samples

AT = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
EVENT = "20261122053000"


def read(sample: str, status: Status = Status.REAL) -> Alert:
    return parse_telegram(load_samples()[sample].written(status, AT, EVENT, 1))


@pytest.mark.parametrize("sample", [name for name in load_samples() if name != "quake_silent"])
def test_each_sample_is_read_without_a_fault(sample: str) -> None:
    alert = read(sample)
    assert alert.faults == ()
    assert alert.issued == AT


@pytest.mark.parametrize("sample", list(load_samples()))
@pytest.mark.parametrize("status", list(Status))
def test_each_sample_comes_as_real_as_training_and_as_a_test(sample: str, status: Status) -> None:
    assert read(sample, status).status == AlertStatus(status.value)


@pytest.mark.parametrize(
    ("sample", "kind", "level"),
    [
        ("rain_level_3", AlertKind.HEAVY_RAIN, 3),
        ("rain_level_4", AlertKind.HEAVY_RAIN, 4),
        ("rain_lifted", AlertKind.HEAVY_RAIN, None),
        ("landslide_level_3", AlertKind.LANDSLIDE, 3),
        ("landslide_level_4", AlertKind.LANDSLIDE, 4),
        ("landslide_alert", AlertKind.LANDSLIDE, 4),
        ("flood_level_4", AlertKind.RIVER_FLOOD, 4),
        ("rain_band", AlertKind.BULLETIN, None),
        ("snow", AlertKind.HEAVY_SNOW, None),
        ("tsunami", AlertKind.TSUNAMI, None),
        ("quake", AlertKind.EARTHQUAKE, None),
        ("quake_hypocentre", AlertKind.EARTHQUAKE, None),
        ("weather_notes", AlertKind.UNKNOWN, None),
    ],
)
def test_each_sample_is_of_its_kind_and_level(sample: str, kind: AlertKind, level: int | None) -> None:
    alert = read(sample)
    assert (alert.kind, alert.level) == (kind, level)


@pytest.mark.parametrize(
    ("sample", "announced", "intensity"),
    [
        ("quake", "震度５強", "5+"),
        ("quake_corrected", "震度５弱", "5-"),
        ("quake_silent", "震度５弱以上未入電", ""),
        ("rain_level_4", "レベル４大雨危険警報", ""),
        ("landslide_alert", "警戒", ""),
        ("snow", "大雪警報", ""),
        ("flood_level_4", "レベル４氾濫危険警報", ""),
    ],
)
def test_the_city_is_named_in_each_sample_that_is_about_it(sample: str, announced: str, intensity: str) -> None:
    (city,) = (area for area in read(sample).areas if area.code == "0720200" and area.scheme.endswith("市町村等"))
    assert (city.name, city.announced, city.intensity) == ("会津若松市", announced, intensity)


def test_the_flash_names_the_region_alone() -> None:
    region = AlertArea("252", "福島県会津", "地震情報／細分区域", "震度５強", intensity="5+")
    flash = read("quake_flash")
    assert region in flash.areas
    assert not any(area.code == "0720200" for area in flash.areas)


def test_the_band_of_rain_is_a_tag_for_aizu() -> None:
    area = AlertArea("070030", "会津", "気象情報／府県予報区・細分区域等", "線状降水帯発生")
    assert read("rain_band").areas == (area,)


def test_the_tsunami_is_of_the_coast_alone() -> None:
    coast = AlertArea("250", "福島県", "津波予報区", "津波警報")
    told = read("tsunami")
    assert coast in told.areas
    assert not any(area.code == "0720200" for area in told.areas)


def test_correction_and_cancellation_are_of_the_same_series() -> None:
    quake, corrected, cancelled = (read(name) for name in ("quake", "quake_corrected", "quake_cancelled"))
    assert quake.series == corrected.series == cancelled.series
    assert [alert.change for alert in (quake, corrected, cancelled)] == [
        AlertChange.ISSUED,
        AlertChange.CORRECTED,
        AlertChange.CANCELLED,
    ]
