"""The sandbox does not start beside settings of a real channel or city."""

import pytest

from integrations.sandbox.refusal import RealSettingsError, refuse_beside_real_settings

FINE = {
    "ANPI_LINE_API_BASE": "http://127.0.0.1:8030",
    "ANPI_LINE_DATA_API_BASE": "http://localhost:8030",
    "ANPI_CITY_OS_API_BASE": "http://[::1]:8040",
    "ANPI_CITY_OS_ISSUER": None,
    "ANPI_LINE_CHANNEL_ACCESS_TOKEN": "sandbox-token",
    "ANPI_MUNICIPALITY": "aizuwakamatsu",
}


@pytest.mark.parametrize("settings", [FINE, {}, {"ANPI_LINE_API_BASE": ""}])
def test_starts_beside_settings_of_this_machine(settings: dict[str, str | None]) -> None:
    refuse_beside_real_settings(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANPI_LINE_API_BASE", "https://api.line.me"),
        ("ANPI_LINE_DATA_API_BASE", "https://api-data.line.me"),
        ("ANPI_CITY_OS_API_BASE", "https://city.example"),
        ("ANPI_CITY_OS_ISSUER", "https://127.0.0.1.city.example"),
        ("ANPI_LINE_API_BASE", "http://localhost@api.line.me"),
        ("ANPI_LINE_API_BASE", "api.line.me"),
        ("ANPI_LINE_API_BASE", "http://[broken"),
        ("ANPI_LINE_CHANNEL_ACCESS_TOKEN", "a-real-looking-token"),
    ],
)
def test_names_the_real_setting_and_the_remedy_but_not_its_value(name: str, value: str) -> None:
    with pytest.raises(RealSettingsError) as refusal:
        refuse_beside_real_settings({**FINE, name: value})
    assert name in str(refusal.value)
    assert "unset it" in str(refusal.value)
    assert value not in str(refusal.value)


def test_names_every_real_setting_at_once() -> None:
    with pytest.raises(RealSettingsError, match=r"ANPI_LINE_API_BASE.*ANPI_LINE_CHANNEL_ACCESS_TOKEN"):
        refuse_beside_real_settings(
            {"ANPI_LINE_API_BASE": "https://api.line.me", "ANPI_LINE_CHANNEL_ACCESS_TOKEN": "t"}
        )
