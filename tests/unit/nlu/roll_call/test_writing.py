"""The JSON object of `anpi nlu roll-call`."""

import json

from hypothesis import given
from hypothesis import strategies as st

from nlu.lexicon.loading import load_lexicon
from nlu.roll_call.mark import WORDS
from nlu.roll_call.reading import RollCallReader
from nlu.roll_call.writing import as_line

READER = RollCallReader(load_lexicon([WORDS]))


def test_says_who_was_seen_how_and_leaves_out_what_was_not_told() -> None:
    got = json.loads(as_line("1班は一人以外全員旗あり", READER.read("1班は一人以外全員旗あり")))
    (everybody,) = (each for each in got["sightings"] if each["whom"]["kind"] == "Rest")
    assert (everybody["seen"], everybody["condition"]) == ("yellow_flag", "safe")
    assert everybody["whom"]["but_count"]["number"] == 1
    assert "needs" not in everybody


@given(st.text())
def test_is_always_one_line_of_utf8(text: str) -> None:
    line = as_line(text, READER.read(text))
    assert "\n" not in line
    assert json.loads(line.encode("utf-8"))["unread"] is not None
