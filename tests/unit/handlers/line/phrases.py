"""A phrasebook of the tests' own: few words in Japanese, and a way to say anything."""

from datetime import datetime

from bot.core.language import Language
from bot.core.replies import Text, text

_WORDS = {
    "drill.mark": "【訓練】",
    "place.share": "いまいる場所を送る",
    "list.more": "ほか {count} 件",
    "menu.bar": "メニュー",
    "menu.report": "安否を\n伝える",
    "menu.family": "家族の\nことを聞く",
    "menu.help": "使い方",
    "menu.summary": "まとめ",
    "menu.silent": "まだの人",
    "menu.call": "電話する",
    "words": "{words}",
}


def words(said: str) -> Text:
    return text("words", words=said)


class Phrases:
    """`bot.core.replies.Phrasebook`; English words are the Japanese ones with `en:` before them."""

    def __init__(self, **changed: str) -> None:
        self._words = _WORDS | {key.replace("_", "."): value for key, value in changed.items()}

    def say(self, text: Text, language: Language) -> str:
        args: dict[str, str | int | datetime | Text | tuple[Text, ...]] = dict(text.args)
        said = self._words[text.key].format(**args)
        return f"en:{said}" if language is Language.ENGLISH else said
