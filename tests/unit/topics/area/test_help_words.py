"""Whatever the help names to a leader works when it is typed as it stands there, in every language."""

import re

import pytest

from bot.core.language import Language
from bot.core.replies import text
from config.catalogue import load_catalogue
from tests.transcripts.stage import Stage

ANSWERS = {
    "まとめ": "北地区のまとめ",
    "summary": "北地区のまとめ",
    "班ごと": "北地区 班ごと",
    "班(はん)ごと": "北地区 班ごと",
    "by block": "北地区 班ごと",
    "まだの人": "北地区 まだの人",
    "no answer yet": "北地区 まだの人",
    "助けが必要な人": "北地区 助けが必要な人",
    "電話番号": "北地区 まだの人",
    "電話番号つき": "北地区 まだの人",
    "phone numbers": "北地区 まだの人",
    "もういちど よびかけて": "北地区で、まだの人は",
    "もう一度呼びかけて": "北地区で、まだの人は",
    "remind": "北地区で、まだの人は",
    "印刷": "北地区 紙の名簿",
    "印刷(いんさつ)": "北地区 紙の名簿",
    "print": "北地区 紙の名簿",
}
"""How the answer to each begins."""


def named_in_the_help() -> list[str]:
    catalogue = load_catalogue("Asia/Tokyo")
    helps = [catalogue.say(text("help.leader"), each) for each in Language]
    return sorted({word for each in helps for word in re.findall(r"[「“](.+?)[」”]", each)})


@pytest.mark.parametrize("word", named_in_the_help())
def test_a_word_of_the_help_works_as_typed(word: str) -> None:
    stage = Stage()
    stage.play({"opens": {"id": "quake", "title": "地震", "districts": ["north"]}})
    (answer, *_) = stage.play({"who": "会長", "says": word})["answers"]
    assert answer.startswith(ANSWERS[word])
