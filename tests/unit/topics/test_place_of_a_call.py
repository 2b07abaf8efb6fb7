"""Whoever called for help and is asked where they are, or where their mother is: what they write is kept as that."""

import pytest

from tests.transcripts.stage import Stage

PLACES = (
    *(
        "家の2階",
        "まだ2階にいるの",
        "まだ家にいるの",
        "いつもの茶の間にいるの",
        "誰もいない公民館にいるの",
        "車ん中",
        "田んぼの脇",
    ),
    *(
        "まだ風呂場で倒れてるの",
        "煙がまだ来てるの",
        "火がまだ燃えてるの",
        "まだ家に誰かいるの",
        "だれもいないの",
        "うら",
    ),
    *("蔵さいる", "風呂場だなし", "おらげの二階", "畑の小屋にいるだ", "まだ家さいんだ", "母屋の2階", "裏山のふもと"),
    *(
        "蔵の中です。息子には知らせないで",
        "裏の物置。娘に教えないで",
        "蔵の2階。だれが見ているの",
        "隣の渡部さんちさいる",
    ),
    *("娘の部屋", "台所です、いつ来ますか？", "水が来てる、いつ来るの", "職員室", "見守りセンター"),
)


def _called(who: str, words: str) -> Stage:
    stage = Stage()
    stage.play({"opens": {"id": "I1", "title": "福島県沖の地震", "districts": ["north"]}})
    stage.play({"who": who, "says": words})
    return stage


def _is_kept(step: dict[str, object]) -> bool:
    return "spot" in str(step.get("keeps")) and "NoticeRaised rescue" in str(step.get("keeps"))


@pytest.mark.parametrize("words", PLACES)
def test_the_place_of_somebody_in_danger_is_kept_and_shown_to_staff(words: str) -> None:
    assert _is_kept(_called("花子", "たすけて").play({"who": "花子", "says": words}))


@pytest.mark.parametrize(
    "words",
    [
        *("いつ来てくれますか？", "市役所の人はいつ来ますか", "はい", "お願いします", "ありがとうございます"),
        *("まとめ", "だれが見た？", "ヘルプ", "職員と話したい", "どうすればいいですか"),
    ],
)
def test_what_stands_beside_the_place_of_her_mother_leaves_it_asked(words: str) -> None:
    stage = _called("恵", "母が動けません")
    answers = stage.play({"who": "恵", "says": words})["answers"]
    assert "お母さんは、いま、どこにいますか" in answers[-1]
    assert "119番に電話する" in answers[-1]
    assert _is_kept(stage.play({"who": "恵", "says": "実家の2階"}))


@pytest.mark.parametrize(
    "words", ["実家の2階。父には教えないで", "実家の2階です、職員の方お願いします", "まだ家にいるの"]
)
def test_what_holds_the_place_of_her_mother_is_kept_as_hers(words: str) -> None:
    kept = _called("恵", "母が動けません").play({"who": "恵", "says": words})
    assert _is_kept(kept)
    assert "花子: family" in str(kept["keeps"])
