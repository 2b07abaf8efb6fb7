"""config/env.example is what the settings say."""

from pathlib import Path

import pytest

from config import env_example
from config.settings import Settings, load_settings


def test_the_file_is_up_to_date() -> None:
    assert env_example.FILE.read_text(encoding="utf-8") == env_example.example(), "run `make fix`"


def test_every_setting_stands_in_it_once() -> None:
    lines = [line.partition("=")[0] for line in env_example.example().splitlines() if line.startswith("#ANPI_")]
    assert lines == [f"#ANPI_{name.upper()}" for name in Settings.model_fields]


def test_its_values_are_the_defaults() -> None:
    pairs = [line[1:].partition("=") for line in env_example.example().splitlines() if line.startswith("#ANPI_")]
    assert load_settings({name: value for name, _, value in pairs}) == load_settings({})


def test_a_stale_file_is_told_and_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = tmp_path / "env.example"
    stale.write_text("old")
    monkeypatch.setattr(env_example, "FILE", stale)
    monkeypatch.setattr("sys.argv", ["env_example", "--check"])
    assert env_example.main() == 1
    assert stale.read_text() == "old"
    monkeypatch.setattr("sys.argv", ["env_example"])
    assert env_example.main() == 0
    assert stale.read_text(encoding="utf-8") == env_example.example()
