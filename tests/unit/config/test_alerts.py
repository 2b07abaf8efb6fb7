"""A city's alerts.yaml: read into values, and answered with the key to mend where it does not hold."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.alerts import AlertKind
from bot.core.triggers import CityCodes
from config.alerts import NOTHING, load_alerts
from config.municipality import MunicipalityError

CITY = 'name: "会津若松市"\nphone: "0242-00-0000"\ngenuine: "市のホームページ"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "aizu").mkdir()
    (tmp_path / "aizu" / "city.yaml").write_text(CITY, "utf-8")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "aizu" / "alerts.yaml").write_text(text, "utf-8")


def test_the_model_city_proposes_and_lets_nothing_go_by_itself() -> None:
    city = load_alerts("aizuwakamatsu")
    assert city.triggers.codes == CityCodes("072028", ("0720200",), ("252",), ("070030",), ())
    assert (city.triggers.intensity, city.triggers.orders, city.triggers.warnings) == ("5-", (3, 4, 5), (4, 5))
    assert city.triggers.wait is None
    assert city.feeds.jma == ("eqvol", "extra")


def test_a_city_without_the_file_proposes_nothing_and_follows_nothing(folder: Path) -> None:
    assert load_alerts("aizu", folder) == NOTHING
    write(folder, "codes: {}\n")
    assert load_alerts("aizu", folder) == NOTHING


def test_a_wait_is_read_in_minutes(folder: Path) -> None:
    write(folder, "wait_minutes: 10\n")
    assert load_alerts("aizu", folder).triggers.wait == timedelta(minutes=10)


def test_senders_of_cap_are_named_with_what_their_events_are(folder: Path) -> None:
    write(folder, "feeds: {cap: true}\ncap_senders:\n  a@example.jp: {避難指示: evacuation_order}\n  b@example.jp:\n")
    city = load_alerts("aizu", folder)
    assert city.feeds.cap
    assert city.cap_senders == {"a@example.jp": {"避難指示": AlertKind.EVACUATION_ORDER}, "b@example.jp": {}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cap_senders: {a@example.jp: order}\n", "cap_senders: a@example.jp holds no events"),
        ("cap_senders: {a@example.jp: {避難指示: order}}\n", "避難指示 holds 'order'; write some of: heavy_rain"),
        ("cap_senders: {a@example.jp: {避難指示: unknown}}\n", "避難指示 holds 'unknown'"),
        ("cap_senders: {1: {}}\n", "cap_senders: 1 is no text"),
        ("feeds: {cap: 1}\n", "feeds: cap is neither true nor false"),
        ("- codes\n", "holds no keys; write codes, triggers, places, feeds, cap_senders, wait_minutes"),
        ("code: {}\n", "unknown key 'code'"),
        ("codes: 072028\n", "codes holds no keys"),
        ("codes: {municipality: 72028}\n", "codes: municipality is no 全国地方公共団体コード"),
        ('codes: {municipality: "7202"}\n', 'write six digits in quotation marks: "072028"'),
        ("codes: {jma: 0720200}\n", "codes: jma is no list"),
        ("codes: {quake_regions: [252]}\n", "codes: quake_regions: '252' is no text; put it in quotation marks"),
        ('triggers: {intensity: "5"}\n', "triggers: intensity is '5'; write one of: 3, 4, 5-"),
        ("triggers: {orders: [2]}\n", "triggers: orders holds '2'; write some of: 3, 4, 5"),
        ("triggers: {orders: 4}\n", "triggers: orders is no list"),
        ("triggers: {warnings: [true]}\n", "triggers: warnings holds 'True'"),
        ("triggers: {tsunamis: [高潮]}\n", "triggers: tsunamis holds '高潮'; write some of: 津波注意報"),
        ("triggers: {bulletins: [1]}\n", "triggers: bulletins: '1' is no text"),
        ("places: {一箕町: 3}\n", "places: 一箕町: district is no text"),
        ("feeds: {jma: [quake]}\n", "feeds: jma holds 'quake'; write some of: eqvol, extra"),
        ("feeds: {l_alert: often}\n", "feeds: l_alert is neither true nor false"),
        ("wait_minutes: 0\n", "wait_minutes is no number of minutes from 1 to 1440; leave it out"),
        ("wait_minutes: true\n", "wait_minutes is no number of minutes"),
        ("wait_minutes: [\n", "cannot be read as YAML"),
    ],
)
def test_a_file_that_does_not_hold_is_answered_with_the_key_to_mend(folder: Path, text: str, said: str) -> None:
    write(folder, text)
    with pytest.raises(MunicipalityError) as fault:
        load_alerts("aizu", folder)
    assert said in str(fault.value)
    assert str(fault.value).startswith("aizu/alerts.yaml")
