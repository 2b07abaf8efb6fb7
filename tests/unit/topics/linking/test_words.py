"""What counts as a code or as a wish, and what must never be taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.one_time_code import is_nearly_a_code, typed_code
from bot.topics.linking.words import asks_for_accounts, asks_to_link, asks_to_unlink, says_no, says_yes


@pytest.mark.parametrize(
    "words",
    [
        "12345678",
        "1234 5678",
        "１２３４　５６７８",
        "1234-5678",
        "1234ー5678。",
        "コードは 1234 5678 です",
        "コード：12345678",
        "番号は「1234 5678」です！",
        "一二三四 五六七八",
        "一二三四五六七八です",
        "My code is 1234 5678",
        "1 2 3 4 5 6 7 8",
    ],
)
def test_a_code_is_found_however_it_is_written(words: str) -> None:
    assert typed_code(words) == "12345678"


@pytest.mark.parametrize(
    "words",
    [
        "0242-26-1234",
        "090-1234-5678",
        "電話は 1234 5678 です",
        "助けて 1234 5678",
        "1234 5678番地にいます",
        "家の2階です",
        "三人います",
        "12345678" * 20,
    ],
)
def test_a_telephone_number_a_place_or_a_cry_is_no_code(words: str) -> None:
    assert typed_code(words) is None
    assert not is_nearly_a_code(words)


@pytest.mark.parametrize("words", ["1234 567", "コードは 123456789 です", "123456"])
def test_a_digit_too_many_or_too_few_is_noticed(words: str) -> None:
    assert typed_code(words) is None
    assert is_nearly_a_code(words)


@pytest.mark.parametrize(
    "words", ["つなぐ", "市とつなぐ", "連携したい", "登録", "コード", "ログインする", "log in", "Link"]
)
def test_a_wish_for_the_link_is_heard(words: str) -> None:
    assert asks_to_link(words)
    assert not asks_to_unlink(words)


@pytest.mark.parametrize(
    "words",
    ["つながりをやめる", "連携解除", "登録を消してください", "市とのつながりを切りたい", "ログアウト", "unlink"],
)
def test_a_wish_to_end_it_is_heard(words: str) -> None:
    assert asks_to_unlink(words)
    assert not asks_to_link(words)


@pytest.mark.parametrize(
    "words",
    ["電話がつながらない", "避難所に登録したけど水がない", "登録してあるのに助けが来ない", "家族とつながらない"],
)
def test_a_message_about_something_else_is_no_wish(words: str) -> None:
    assert not asks_to_link(words)
    assert not asks_to_unlink(words)


def test_yes_and_no_are_whole_messages() -> None:
    assert says_yes("はい。")
    assert says_no("いいえ、")
    assert not says_yes("はい、無事です")
    assert not says_no("いいえ、けがをしています")


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_none(words: str) -> None:
    code = typed_code(words)
    assert code is None or (len(code) == 8 and code.isascii() and code.isdigit())
    for asks in (is_nearly_a_code, asks_to_link, asks_to_unlink, says_yes, says_no):
        assert asks(words) in (True, False)


@pytest.mark.parametrize(
    "words",
    [
        "つながっているスマホ",
        "つながってるLINE",
        "つながっている窓口を見せて",
        "連携を確認",
        "連携の確認をしたい",
        "アカウント一覧",
        "だれがつながっていますか?",
        "Linked accounts",
        "show me my linked phones",
    ],
)
def test_a_wish_to_see_ones_accounts_is_heard(words: str) -> None:
    assert asks_for_accounts(words)
    assert not asks_to_link(words)
    assert not asks_to_unlink(words)


@pytest.mark.parametrize(
    "words",
    [
        "連携",
        "つなぐ",
        "連携をやめる",
        "電話がつながらない",
        "スマホをなくした",
        "母とつながっていますか",
        "助けて、つながっている",
    ],
)
def test_other_words_do_not_show_them(words: str) -> None:
    assert not asks_for_accounts(words)
