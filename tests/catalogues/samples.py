"""What stands for a placeholder when a text is measured: of the length that real cities, names and answers have."""

import re
from collections.abc import Mapping

SAMPLES: Mapping[str, str] = {
    "about": "会津 花子さん",
    "answered": "96",
    "asked": "120",
    "at": "11月22日 21時05分",
    "block": "3班",
    "city": "会津若松市",
    "condition": "助けて ほしい",
    "count": "12",
    "district": "城北地区",
    "districts": "城北地区、門田地区",
    "genuine": "市のホームページ",
    "header": "【訓練(くんれん)】だいじょうぶですか",
    "label": "隣人",
    "level": "5強",
    "name": "会津 花子",
    "needs": "水、食べもの、薬",
    "people": "娘さん、隣人さん",
    "person": "お母さん(会津 花子さん)",
    "phone": "0242-00-0000",
    "place": "家の 2かい",
    "standing": "助けて ほしい",
    "title": "福島県沖の地震",
    "what": "「福島県沖の地震」 震度(しんど)5強",
    "where": "城北地区、門田地区",
    "whereabouts": "避難所(ひなんじょ)",
    "word": "お母さん",
}

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(words: str) -> frozenset[str]:
    """The names in braces, as they are written."""
    return frozenset(_PLACEHOLDER.findall(words))


def filled(words: str) -> str:
    """The text as a person would read it."""
    return words.format_map(SAMPLES)


def own_words(words: str) -> str:
    """The text without its placeholders: names and titles are other people's words."""
    return _PLACEHOLDER.sub("", words)
