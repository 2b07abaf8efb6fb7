"""What stands for a placeholder when a text is measured: of the length that real cities, names and answers have."""

import re
from collections.abc import Mapping

SAMPLES: Mapping[str, str] = {
    "account": "2. ウェブの チャット",
    "about": "会津 花子さん",
    "answered": "96",
    "asked": "120",
    "at": "11月22日 21時05分",
    "away": "3",
    "block": "3班",
    "cadence": "新しい ことの とき",
    "cause": "大雨特別警報",
    "city": "会津若松市",
    "condition": "助けて ほしい",
    "count": "12",
    "day": "28",
    "days": "2",
    "district": "城北地区",
    "districts": "城北地区、門田地区",
    "facts": "無事、避難所",
    "genuine": "市のホームページ",
    "ground": "災害対策基本法49条の11③",
    "hour": "9",
    "how": "電話で",
    "highest": "35",
    "hazard": "大雨・川の 水",
    "header": "【訓練(くんれん)】だいじょうぶですか",
    "items": "名前、ようす",
    "label": "隣人",
    "level": "5強",
    "month": "11",
    "name": "会津 花子",
    "need": "水",
    "needs": "水、食べもの、薬",
    "note": "今日は 晴れです。",
    "number": "2",
    "office": "福祉課",
    "parts": "けが 2人、まだ 12人、無事 30人",
    "people": "娘さん、隣人さん",
    "person": "お母さん(会津 花子さん)",
    "phone": "0242-00-0000",
    "phase": "いつでも",
    "place": "家の 2かい",
    "purpose": "ようすを 知らせる",
    "recipients": "家族、町内会",
    "rise": "前より 強い ゆれです。\n震度(しんど)6弱です。",
    "sites": "一箕小学校、一箕公民館",
    "silent": "12",
    "said": "佐藤さん",
    "seen": "黄色い はた",
    "state": "まだ 答えが ありません",
    "standing": "助けて ほしい",
    "title": "福島県沖の地震",
    "until": "あなたが やめるまで",
    "weather": "今日は 雨です。かさを もって ください。",
    "way": "市の コードで つなぎました",
    "what": "「福島県沖の地震」 震度(しんど)5強",
    "when": "今日",
    "where": "城北地区、門田地区",
    "whereabouts": "避難所(ひなんじょ)",
    "who": "町内会の役員",
    "word": "お母さん",
    "words": "あなたの ようすを 知らせても いいですか。",
    "year": "2029",
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
