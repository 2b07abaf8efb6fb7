"""A municipality is a folder with a city.yaml; what is wrong with it is said with the key."""

from pathlib import Path

import pytest

from bot.core.consents import Ordinance, WithoutConsent
from bot.core.people import City
from config.municipality import MunicipalityError, city_folder, known_municipalities, load_city

GOOD = 'name: "会津若松市"\nphone: "0242-00-0000"\ngenuine: "市のホームページ"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "aizu").mkdir()
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "aizu" / "city.yaml").write_text(text, "utf-8")


def test_the_model_city_is_there() -> None:
    assert "aizuwakamatsu" in known_municipalities()
    city = load_city("aizuwakamatsu")
    assert (city.name, city.time_zone) == ("会津若松市", "Asia/Tokyo")
    assert (city_folder("aizuwakamatsu") / "demo" / "people.csv").is_file()


def test_a_city_is_read_from_its_folder(folder: Path) -> None:
    write(folder, GOOD)
    assert load_city("aizu", folder) == City("会津若松市", "0242-00-0000", "市のホームページ")


@pytest.mark.parametrize(("told", "age"), [("", 65), ("elders_from: 75\n", 75), ("elders_from: null\n", None)])
def test_a_city_says_from_which_age_somebody_needs_time(folder: Path, told: str, age: int | None) -> None:
    write(folder, GOOD + told)
    assert load_city("aizu", folder).elders.age == age


def test_an_unknown_municipality_is_answered_with_the_known_ones(folder: Path) -> None:
    write(folder, GOOD)
    with pytest.raises(MunicipalityError, match=r"'aizo' is not known. Did you mean aizu\? Known are: aizu"):
        load_city("aizo", folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: 会津若松市\n", "aizu/city.yaml: phone is missing"),
        (
            GOOD + "colour: red\n",
            "aizu/city.yaml: unknown key 'colour'; known are: name, phone, genuine, time_zone, disclosure",
        ),
        (GOOD + "elders_from: old\n", "elders_from is no age from 1 to 120; write null"),
        (GOOD + "elders_from: true\n", "elders_from is no age"),
        (GOOD + "time_zone: Asia/Aizu\n", "time_zone 'Asia/Aizu' is not known; write a name such as Asia/Tokyo"),
        (GOOD + "time_zone: ../../etc/passwd\n", "is not known; write a name such as Asia/Tokyo"),
        (GOOD.replace('"0242-00-0000"', "119"), "phone is no text; put it in quotation marks"),
        (GOOD.replace("会津若松市", "あ" * 41), "name has 41 characters; write at most 40"),
        ("- name\n", "holds no keys"),
        ("name: [\n", "cannot be read as YAML"),
    ],
)
def test_a_file_that_does_not_hold_is_answered_with_the_key_to_mend(folder: Path, text: str, said: str) -> None:
    write(folder, text)
    with pytest.raises(MunicipalityError) as fault:
        load_city("aizu", folder)
    assert said in str(fault.value)


def test_a_city_may_have_ordinances(folder: Path) -> None:
    rules = '  list: {without_consent: opt_out, number: "令和7年条例第14号", date: "令和7年3月"}\n'
    write(folder, GOOD + "disclosure:\n" + rules)
    disclosure = load_city("aizu", folder).disclosure
    assert disclosure.of_list == Ordinance(WithoutConsent.OPT_OUT, "令和7年条例第14号", "令和7年3月")
    assert (disclosure.of_plan, disclosure.plan_without_supporter) == (Ordinance(), False)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("none", "disclosure holds no keys"),
        ("{list: opt_out}", "disclosure: list holds no keys; write without_consent, number and date"),
        ("{list: {without_consent: always}}", "without_consent is 'always'; write one of: none, opt_out, mandatory"),
        ("{plan: {without_consent: mandatory}}", "disclosure: plan: number is missing; cite the ordinance"),
        ("{plan_without_supporter: maybe}", "plan_without_supporter is neither true nor false"),
        ("{map: {}}", "disclosure: unknown key 'map'"),
    ],
)
def test_an_ordinance_that_does_not_hold_is_answered_with_the_key_to_mend(folder: Path, rules: str, said: str) -> None:
    write(folder, GOOD + f"disclosure: {rules}\n")
    with pytest.raises(MunicipalityError) as fault:
        load_city("aizu", folder)
    assert said in str(fault.value)


def test_what_is_wrong_with_the_offers_is_said_with_their_file(folder: Path) -> None:
    write(folder, GOOD)
    (folder / "aizu" / "consents.yaml").write_text("offers: []\n", "utf-8")
    with pytest.raises(MunicipalityError, match=r"aizu/consents\.yaml: offers is no list"):
        load_city("aizu", folder)
