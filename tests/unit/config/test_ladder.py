"""The steps of a city: read from ladder.yaml, the usual ones without it, and what is wrong is said by its step."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.core.ladder import USUAL, Night, Road, Step
from config.municipality import MunicipalityError, load_city

CITY = 'name: "会津若松市"\nphone: "0242-00-0000"\ngenuine: "市のホームページ"\n'
STEP = "steps: [{road: reminder, minutes: 10}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "aizu").mkdir()
    (tmp_path / "aizu" / "city.yaml").write_text(CITY, "utf-8")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "aizu" / "ladder.yaml").write_text(text, "utf-8")


def test_a_city_without_the_file_gets_the_usual_steps(folder: Path) -> None:
    assert load_city("aizu", folder).ladder == USUAL


def test_the_model_city_writes_the_usual_steps_down() -> None:
    assert load_city("aizuwakamatsu").ladder == USUAL


def test_a_city_sets_its_own_steps_and_its_night(folder: Path) -> None:
    write(
        folder,
        "steps:\n  - {road: reminder, minutes: 10, sooner: 5}\n  - {road: staff, minutes: 30}\n"
        'night: {begins: "21:30", ends: "05:00"}\n',
    )
    ladder = load_city("aizu", folder).ladder
    ten, thirty = timedelta(minutes=10), timedelta(minutes=30)
    assert ladder.steps == (Step(Road.REMINDER, ten, ten / 2), Step(Road.STAFF, thirty, thirty))
    assert ladder.night == Night(time(21, 30), time(5))


def test_without_a_night_there_is_none(folder: Path) -> None:
    write(folder, STEP)
    assert load_city("aizu", folder).ladder.night is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ladder holds no keys; write steps"),
        ("night: {}", "ladder: steps is missing"),
        (STEP + "nights: 1", "ladder: unknown key 'nights'; known are: night, steps"),
        ("steps: 5", "steps is no list"),
        ("steps: []", "steps is no list"),
        ("steps: [" + "{road: staff, minutes: 1}," * 21 + "]", "steps has 21 lines; write at most 20"),
        ("steps: [reminder]", "step 1 holds no keys; write road and minutes"),
        ("steps: [{road: reminder}]", "step 1: minutes is missing"),
        ("steps: [{minutes: 5}]", "step 1: road is missing"),
        ("steps: [{road: pigeon, minutes: 5}]", "step 1: road is 'pigeon'; write one of: reminder, family"),
        ("steps: [{road: [staff], minutes: 5}]", "step 1: road is '['staff']'; write one of"),
        ("steps: [{road: staff, minutes: -1}]", "step 1: minutes is no number of minutes from 0 to 10080"),
        ("steps: [{road: staff, minutes: 10081}]", "step 1: minutes is no number of minutes"),
        ("steps: [{road: staff, minutes: true}]", "step 1: minutes is no number of minutes"),
        ("steps: [{road: staff, minutes: 1.5}]", "step 1: minutes is no number of minutes"),
        ("steps: [{road: staff, minutes: 5, sooner: 6}]", "step 1: sooner is later than minutes"),
        ("steps: [{road: staff, minutes: 9}, {road: leader, minutes: 5}]", "step 2: minutes is earlier than in step 1"),
        (
            "steps: [{road: staff, minutes: 9, sooner: 5}, {road: leader, minutes: 9, sooner: 4}]",
            "step 2: sooner is earlier than in step 1",
        ),
        (STEP + "night: late", "night holds no keys; write begins and ends"),
        (STEP + 'night: {begins: "22:00"}', "night: ends is missing"),
        (
            STEP + 'night: {begins: 22:00, ends: "06:00"}',
            "night: begins is no time of day; write it in quotation marks",
        ),
        (STEP + 'night: {begins: "24:01", ends: "06:00"}', "night: begins is no time of day"),
        (STEP + 'night: {begins: "22:00", ends: "22:00"}', "night: begins and ends are the same"),
        ("steps: [", "aizu/ladder.yaml cannot be read as YAML"),
    ],
)
def test_what_does_not_hold_is_answered_with_the_step_to_mend(folder: Path, text: str, said: str) -> None:
    write(folder, text + "\n")
    with pytest.raises(MunicipalityError) as fault:
        load_city("aizu", folder)
    assert said in str(fault.value)
    assert "aizu/ladder.yaml" in str(fault.value)
