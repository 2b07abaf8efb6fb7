"""Settings: what holds, what is refused, and that every problem is told at once and in plain words."""

from base64 import b64encode
from typing import Any

import pytest

from config.settings import Settings, SettingsError, load_settings


def problems(**variables: str) -> dict[str, str]:
    """The sentences by variable."""
    with pytest.raises(SettingsError) as caught:
        load_settings({f"ANPI_{name}": value for name, value in variables.items()})
    return {line.split(" ")[0]: line for line in caught.value.problems}


def test_an_empty_environment_is_the_embedded_city() -> None:
    settings = load_settings({})
    assert settings.database_url == "sqlite+aiosqlite:///.anpi/anpi.db"
    assert settings.redis_url == ""
    assert settings.municipality == "aizuwakamatsu"
    assert settings.nlu_engine == "embedded"
    assert settings.line_channel_secret == ()


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    assert load_settings({"ANPI_PUBLIC_URL": "", "ANPI_LOG_LEVEL": " "}) == load_settings({})


def test_nothing_is_read_from_the_process_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANPI_MUNICIPALITY", "elsewhere")
    assert load_settings({}).municipality == "aizuwakamatsu"
    assert Settings().municipality == "aizuwakamatsu"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("postgresql://anpi:pw@db/anpi", "postgresql+asyncpg://anpi:pw@db/anpi"),
        ("postgres://anpi@db:5433/anpi", "postgresql+asyncpg://anpi@db:5433/anpi"),
        ("postgresql+asyncpg://anpi@db/anpi", "postgresql+asyncpg://anpi@db/anpi"),
        ("postgresql://anpi@db/anpi?sslmode=require", "postgresql+asyncpg://anpi@db/anpi?ssl=require"),
        ("postgresql://anpi@/anpi?host=/run/postgresql", "postgresql+asyncpg://anpi@/anpi?host=/run/postgresql"),
        ("sqlite:///city.db", "sqlite+aiosqlite:///city.db"),
        ("sqlite:////var/lib/anpi/city.db", "sqlite+aiosqlite:////var/lib/anpi/city.db"),
        ("sqlite+aiosqlite:///city.db", "sqlite+aiosqlite:///city.db"),
    ],
)
def test_a_plain_database_address_gets_its_async_driver(given: str, taken: str) -> None:
    assert load_settings({"ANPI_DATABASE_URL": given}).database_url == taken


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("mysql://anpi:hunter2@db/anpi", "has the scheme 'mysql', which Anpi does not speak"),
        ("city.db", "has the scheme 'none'"),
        ("sqlite://city.db", "needs three slashes before a file"),
        ("postgresql://anpi:hunter2@db", "names no database"),
        ("postgresql://anpi:hunter2@db:port/anpi", "is not an address"),
    ],
)
def test_a_wrong_database_address_is_told_without_its_password(given: str, told: str) -> None:
    sentence = problems(DATABASE_URL=given)["ANPI_DATABASE_URL"]
    assert told in sentence
    assert "hunter2" not in sentence


def test_all_problems_are_told_at_once() -> None:
    told = problems(
        REDIS_URL="http://redis",
        PUBLIC_URL="anpi.example.jp",
        MUNICIPALITY="../secrets",
        NLU_ENGINE="rasa",
        CITY_OS_ISSUER="https://id.example.jp",
        LOG_LEVEL="loud",
        LOG_FORMAT="xml",
    )
    assert set(told) == {
        "ANPI_REDIS_URL",
        "ANPI_PUBLIC_URL",
        "ANPI_MUNICIPALITY",
        "ANPI_RASA_URL",
        "ANPI_CITY_OS_CLIENT_ID",
        "ANPI_LOG_LEVEL",
        "ANPI_LOG_FORMAT",
    }
    assert told["ANPI_LOG_FORMAT"] == "ANPI_LOG_FORMAT must be one of these words: 'json' or 'console'"


@pytest.mark.parametrize(
    "given", ["ftp://a", "http://", "https://user:pw@a", "https://a/?x=1", "https://a/#x", "http://[a"]
)
def test_a_public_address_is_an_address_and_nothing_more(given: str) -> None:
    assert "ANPI_PUBLIC_URL" in problems(PUBLIC_URL=given)


def test_the_last_slash_of_an_address_goes() -> None:
    assert load_settings({"ANPI_LINE_API_BASE": "http://127.0.0.1:9000/"}).line_api_base == "http://127.0.0.1:9000"


def test_several_channel_secrets_are_accepted_during_a_rotation() -> None:
    settings = load_settings({"ANPI_LINE_CHANNEL_SECRET": "new, old,"})
    assert [secret.get_secret_value() for secret in settings.line_channel_secret] == ["new", "old"]


def test_words_may_be_written_in_capitals() -> None:
    settings = load_settings({"ANPI_LOG_LEVEL": "WARNING", "anpi_log_format": "Console"})
    assert (settings.log_level, settings.log_format) == ("warning", "console")


def test_no_secret_shows_when_settings_are_printed() -> None:
    secret, key = "hunter2", b64encode(bytes(32)).decode()
    settings = load_settings(
        {
            "ANPI_DATABASE_URL": f"postgresql://anpi:{secret}@db/anpi",
            "ANPI_REDIS_URL": f"redis://:{secret}@redis:6379/0",
            "ANPI_LINE_CHANNEL_SECRET": secret,
            "ANPI_LINE_CHANNEL_ACCESS_TOKEN": secret,
            "ANPI_CITY_OS_CLIENT_SECRET": secret,
            "ANPI_FIELD_KEYS": key,
            "ANPI_CONSOLE_CODE": secret,
        }
    )
    assert all(each not in repr(settings) for each in (secret, key))
    assert all(each not in str(settings) for each in (secret, key))


@pytest.mark.parametrize("second", ["hunter2", b64encode(bytes(16)).decode(), "ü"])
def test_what_is_no_key_is_said_by_its_place_and_with_the_remedy(second: str) -> None:
    first = b64encode(bytes(32)).decode()
    assert len(load_settings({"ANPI_FIELD_KEYS": f"{first}, {first}"}).field_keys) == 2
    with pytest.raises(SettingsError) as raised:
        load_settings({"ANPI_FIELD_KEYS": f"{first},{second}"})
    assert raised.value.problems == (
        "ANPI_FIELD_KEYS holds no key in place 2; `anpi keys new` prints one (32 bytes in base64)",
    )


def test_settings_do_not_change_under_way() -> None:
    settings: Any = load_settings({})
    with pytest.raises(ValueError, match="frozen"):
        settings.municipality = "elsewhere"


def test_every_setting_has_a_description() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("given", ["none", "NONE", " none "])
def test_a_map_without_pictures_is_asked_for_by_a_word(given: str) -> None:
    assert load_settings({"ANPI_MAP_TILES": given}).map_tiles == ""


@pytest.mark.parametrize(
    "given",
    [
        "https://tiles.example.jp/map.png",
        "ftp://tiles.example.jp/{z}/{x}/{y}.png",
        "https://a.example;script-src/{z}/{x}/{y}.png",
        "https://a.example b.example/{z}/{x}/{y}.png",
        "https://{s}.example.jp/{z}/{x}/{y}.png",
        "https://user@example.jp/{z}/{x}/{y}.png",
    ],
)
def test_tiles_come_from_one_plain_host(given: str) -> None:
    with pytest.raises(SettingsError, match="ANPI_MAP_TILES must be https://HOST"):
        load_settings({"ANPI_MAP_TILES": given})


@pytest.mark.parametrize("address", ["http://127.0.0.1:8090", "http://localhost:8090", "http://[::1]:8090"])
def test_beside_a_sandbox_the_ladder_may_hurry(address: str) -> None:
    assert load_settings({"ANPI_LINE_API_BASE": address, "ANPI_LADDER_PACE": "30"}).ladder_pace == 30


@pytest.mark.parametrize("base", ["", "https://localhost.example.jp"])
def test_nobody_hurries_the_ladder_of_a_real_city(base: str) -> None:
    told = problems(LINE_API_BASE=base, LADDER_PACE="2")
    assert "loopback" in told["ANPI_LADDER_PACE"]
    assert load_settings({"ANPI_LINE_API_BASE": base, "ANPI_LADDER_PACE": "1"}).ladder_pace == 1
