"""The catalogues of what Anpi says, one YAML file a language; a `Phrasebook` over them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml

from bot.core.language import Language
from bot.core.replies import Text

Arg = str | int | datetime | Text | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`texts` by language and key. Times are written in the city's time zone."""

    texts: Mapping[Language, Mapping[str, str]]
    zone: ZoneInfo

    def say(self, text: Text, language: Language) -> str:
        """The words in the language, arguments filled in.

        Raises:
            KeyError: no such key, or an argument that the caller did not give.
        """
        words = self.texts[language][text.key]
        return words.format_map({name: self._spoken(value, language) for name, value in text.args})

    def _spoken(self, value: Arg, language: Language) -> str:
        match value:
            case Text():
                return self.say(value, language)
            case datetime():
                return _written(value.astimezone(self.zone), self.texts[language]["time.format"])
            case tuple():
                return self.texts[language]["list.separator"].join(self.say(each, language) for each in value)
            case str() | int():
                return str(value)


def _written(moment: datetime, pattern: str) -> str:
    """`strftime` with `%-m`, `%-d` and `%-H` for numbers without leading zeros, the same on every platform."""
    plain = pattern.replace("%-m", str(moment.month)).replace("%-d", str(moment.day)).replace("%-H", str(moment.hour))
    return moment.strftime(plain)


@lru_cache(maxsize=1)
def _texts() -> Mapping[Language, Mapping[str, str]]:
    folder = files("config") / "texts"
    return {each: yaml.safe_load((folder / f"{each}.yaml").read_text("utf-8")) for each in Language}


def load_catalogue(time_zone: str) -> Catalogue:
    """`time_zone` is the municipality's: Asia/Tokyo."""
    return Catalogue(_texts(), ZoneInfo(time_zone))
