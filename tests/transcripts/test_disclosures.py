"""No message of any conversation tells of somebody else without a disclosure in the same outcome (promise 2)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.transcripts.data_of_others import Sent, leaks, sent_in
from tests.transcripts.files import conversations, files, played

_ALL = [
    pytest.param(path, number, id=f"{path.stem}-{number}")
    for path in files()
    for number in range(len(conversations(path)))
]
_ROW = "花子 → 恵 (condition, name) consent-hanako-family"
_NEWS = Sent(
    to="恵",
    words=("ご家族の安否が届きました | 会津 花子さん: 無事 | ご本人の返事です [くわしく見る]",),
    own=frozenset({"恵"}),
    rows=(_ROW,),
    said={"花子": frozenset({"裏山がくずれて動けない"})},
)


@pytest.mark.parametrize(("path", "number"), _ALL)
def test_nothing_of_somebody_else_goes_out_undisclosed(path: Path, number: int) -> None:
    for sent in sent_in(played(conversations(path)[number])["steps"]):
        assert leaks(sent) == []


def test_the_conversations_do_tell_of_others() -> None:
    """Else the test above would hold for an empty town."""
    told = [sent for path in files() for each in conversations(path) for sent in sent_in(each["steps"]) if sent.rows]
    assert len(told) > 50
    without_rows = [replace(sent, rows=()) for sent in told]
    assert sum(bool(leaks(sent)) for sent in without_rows) > 50


def test_what_is_disclosed_may_be_told() -> None:
    assert leaks(_NEWS) == []


def test_ones_own_name_is_no_leak() -> None:
    assert leaks(replace(_NEWS, to="花子", own=frozenset({"花子"}), rows=())) == []


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (replace(_NEWS, rows=()), ["condition of 花子 to 恵", "name of 花子 to 恵"]),
        (replace(_NEWS, rows=("花子 → 恵 (name) consent",)), ["condition of 花子 to 恵"]),
        (replace(_NEWS, rows=("花子 → 会長 (condition, name) c",)), ["condition of 花子 to 恵", "name of 花子 to 恵"]),
        (replace(_NEWS, rows=("ミヨ → 恵 (condition, name) c",)), ["condition of 花子 to 恵", "name of 花子 to 恵"]),
        (replace(_NEWS, words=("会津 花子さん: 無事 | いる場所: 避難所",)), ["whereabouts of 花子 to 恵"]),
        (replace(_NEWS, words=("会津 花子さん: 無事 | 足りないもの: 薬",)), ["needs of 花子 to 恵"]),
        (replace(_NEWS, words=("会津 花子さん: 無事 | 場所: 家の2階",)), ["location of 花子 to 恵"]),
        (replace(_NEWS, words=("だれか | 裏山がくずれて動けない",)), ["words of 花子 to 恵"]),
        (replace(_NEWS, words=("Emily Carter: safe",)), ["condition of Emily to 恵", "name of Emily to 恵"]),
    ],
)
def test_what_is_not_disclosed_is_found(sent: Sent, found: list[str]) -> None:
    assert leaks(sent) == found
