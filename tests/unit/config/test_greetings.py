"""A city's `greetings.yaml`: what it offers on ordinary days, and what is refused with a word about the remedy."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.language import Language
from bot.core.quiet_days import NOT_OFFERED, MonthlyDrill
from bot.core.weather import ForecastPlace
from config.greetings import greetings_faults, greetings_of
from config.municipality import load_city

GOOD: dict[str, Any] = {"quiet_days": {"offered": True, "hours": [7, 8], "days": 2}}


def test_the_model_city_has_something_for_every_day_in_every_language() -> None:
    offer = load_city("aizuwakamatsu").quiet_days
    assert offer.offered
    assert offer.drill == MonthlyDrill(1, 10)
    assert offer.forecast == ForecastPlace("070000", "070030", "36361")
    assert len(offer.notes) >= 30
    assert {each.month for each in offer.notes} == set(range(1, 13))
    assert all({language for language, _ in each.words} == set(Language) for each in offer.notes)


def test_a_city_without_the_file_offers_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "otherwhere"
    folder.mkdir()
    told = {"name": "別の市", "phone": "0242-00-0001", "genuine": "市の窓口で確かめられます。"}
    (folder / "city.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    assert load_city("otherwhere", tmp_path).quiet_days == NOT_OFFERED


def test_the_least_that_is_right_is_taken() -> None:
    assert list(greetings_faults(GOOD)) == []
    offer = greetings_of(GOOD)
    assert (offer.hours, offer.days, offer.notes, offer.drill) == ((7, 8), 2, (), None)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "holds no keys"),
        ({}, "quiet_days"),
        (GOOD | {"quite_days": {}}, "quite_days"),
        ({"quiet_days": {"offered": "yes", "hours": [8], "days": 2}}, "offered is neither true nor false"),
        ({"quiet_days": {"offered": True, "hours": [5], "days": 2}}, "whole hours from 6 to 20"),
        ({"quiet_days": {"offered": True, "hours": [], "days": 2}}, "whole hours from 6 to 20"),
        ({"quiet_days": {"offered": True, "hours": [8, 8], "days": 2}}, "names one twice"),
        ({"quiet_days": {"offered": True, "hours": [8], "days": 0}}, "from 1 to 7"),
        ({"quiet_days": {"offered": True, "hours": [8], "days": True}}, "from 1 to 7"),
        (GOOD | {"monthly_drill": {"day": 31, "hour": 10}}, "from 1 to 28"),
        (GOOD | {"monthly_drill": {"day": 1, "hour": 20}}, "from 6 to 17"),
        (GOOD | {"monthly_drill": 1}, "holds no keys"),
        (GOOD | {"forecast": "070030"}, "write office, area and station"),
        (GOOD | {"forecast": {"office": "070000", "area": "070030"}}, "station"),
        (GOOD | {"forecast": {"office": 70000, "area": "070030", "station": "36361"}}, "6 digits in quotation marks"),
        (GOOD | {"forecast": {"office": "070000", "area": "070030", "station": "３６３６１"}}, "station is no code"),
        (GOOD | {"notes": {13: [{"ja": "x"}]}}, "no month"),
        (GOOD | {"notes": {1: "x"}}, "no list"),
        (GOOD | {"notes": {1: [{"en": "x"}]}}, "ja"),
        (GOOD | {"notes": {1: [{"ja": "x" * 121}]}}, "1 to 120"),
        (GOOD | {"notes": {1: [{"ja": 3}]}}, "1 to 120"),
        (GOOD | {"notes": []}, "holds no months"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(told: object, words: str) -> None:
    assert words in "\n".join(greetings_faults(told))
