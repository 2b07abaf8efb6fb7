"""Who answers for the data and how long they are kept: read from city.yaml, and what is wrong is said by its key."""

from pathlib import Path

import pytest

from bot.core.controller import Controller
from bot.core.retention import Retention
from config.municipality import MunicipalityError, load_city

GOOD = 'name: "会津若松市"\nphone: "0242-00-0000"\ngenuine: "市のホームページ"\n'
CONTROLLER = 'id: "lg-072028", contact: "危機管理課", address: "東栄町"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "aizu").mkdir()
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "aizu" / "city.yaml").write_text(GOOD + text, "utf-8")


def test_a_city_that_says_nothing_keeps_the_defaults(folder: Path) -> None:
    write(folder, "")
    city = load_city("aizu", folder)
    assert (city.controller, city.retention) == (Controller(), Retention())


def test_a_city_says_who_answers_and_for_how_long(folder: Path) -> None:
    write(folder, f"controller: {{{CONTROLLER}}}\nretention: {{letters: 7}}\n")
    city = load_city("aizu", folder)
    assert city.controller == Controller("lg-072028", "危機管理課", "東栄町")
    assert city.retention == Retention(letters=7)


def test_the_model_city_names_itself() -> None:
    assert load_city("aizuwakamatsu").controller.id == "lg-072028"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("controller: city", "controller holds no keys"),
        ("controller: {contact: x, address: y}", "controller: id is missing"),
        (f"controller: {{{CONTROLLER}, fax: x}}", "controller: unknown key 'fax'"),
        (f"controller: {{{CONTROLLER}, url: ftp}}", "controller: url is no address; begin it with https://"),
        ("controller: {id: aizu, contact: x, address: y}", "controller: id is lg- and the six digits"),
        ("retention: 90", "retention holds no keys; write days for message_text, letters"),
        ("retention: {letter: 7}", "retention: unknown key 'letter'"),
        ("retention: {letters: 0}", "retention: letters is no number of days from 1 to 36525"),
        ("retention: {letters: true}", "retention: letters is no number of days"),
        ("retention: {letters: forever}", "retention: letters is no number of days"),
    ],
)
def test_what_does_not_hold_is_answered_with_the_key_to_mend(folder: Path, text: str, said: str) -> None:
    write(folder, text + "\n")
    with pytest.raises(MunicipalityError) as fault:
        load_city("aizu", folder)
    assert said in str(fault.value)
