"""What reads like a roll call at all, and what a leader says of himself or asks of the city."""

import pytest

from nlu.roll_call.likeness import is_roll_call
from tests.unit.nlu.roll_call.street import read


@pytest.mark.parametrize(
    "text",
    [
        *("1班は一人以外全員旗あり", "角の家は無事、向かいは留守", "佐藤さんと鈴木さん無事、田中さん返事なし", "2班○"),
        *(
            "3班10軒のうち8軒旗、2軒出てこない",
            "2班はみんな確認した",
            "佐藤○ 鈴木○ 田中×",
            "田中さん以外は無事",
            "旗あり8軒",
        ),
        *(
            "全員旗出てます",
            "佐藤さん無事",
            "渡部さん動けない",
            "山田さん留守",
            "無事：佐藤、鈴木",
            "うちの班は全員無事",
        ),
        *("まだの人は田中さんだけ、1班はほか全員無事、2班は全員旗", "隣のばあちゃんけがしてる", "2軒留守"),
    ],
)
def test_is_a_roll_call(text: str) -> None:
    assert is_roll_call(text, read(text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "無事です",
            "まとめ",
            "みんな無事です",
            "家族全員無事です",
            "母は無事です",
            "助けて",
            "水がない",
            "まだの人は?",
        ),
        *(
            "1班は?",
            "佐藤さんは無事ですか?",
            "おはようございます",
            "👍",
            "",
            "はい",
            "2班で返事がない人は?",
            "避難所にいます",
        ),
        *(
            "足をけがしました",
            "班ごと",
            "印刷",
            "もう一度呼びかけて",
            "佐藤さんに伝えて",
            "1班の名簿",
            "電話番号つきで",
        ),
        *(
            "息子が避難所にいます",
            "妻と二人、無事です",
            "主人がけがをしました",
            "助けが必要な人は誰ですか",
            "ありがとうございました",
        ),
    ],
)
def test_is_no_roll_call(text: str) -> None:
    assert not is_roll_call(text, read(text))
