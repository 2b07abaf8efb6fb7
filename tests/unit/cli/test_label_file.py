"""A file of labels as people correct it: read back as it was written, and every slip said with its line."""

from pathlib import Path

import pytest
import yaml

from bot.cli.nlu.importing import merged
from bot.cli.nlu.label_file import read_sheet
from bot.cli.nlu.utterance_file import written
from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from nlu.corpus import Example, read_corpus

ONE, TWO = "0f8fad5b-d9cb-569f-a165-70867728950e", "7c9e6679-7425-50de-944b-e07fc1f90ae7"
FULL = Example(
    "無事だけど水がねぇ",
    Intent.REPORT_STATUS,
    Condition.SAFE,
    Whereabouts.HOME,
    frozenset({Need.WATER, Need.FOOD}),
    About.OTHER,
    unsure=True,
    style="aizu",
)
ODD = ['"}\n- intent: x', "# さすけねぇ: {a}", "\u2028\x85\x00", "🆘😭", "'", "\ud800", "%TAG", "あ" * 5_000, "- \\n"]


def sheet(*lines: str) -> bytes:
    return "\n".join(('version: "3.1"', "nlu:", *lines)).encode()


def block(metadata: str, intent: str = "report_status", text: str = '"こえぇ"') -> tuple[str, ...]:
    return (f"- intent: {intent}", "  examples:", f"  - text: {text}", f"    metadata: {metadata}")


def complaints(*lines: str) -> list[str]:
    found = read_sheet("labels.yml", sheet(*lines))
    assert found.labelled == () or not found.problems
    return [str(each) for each in found.problems]


def test_what_was_written_reads_back_the_same() -> None:
    text = written([(FULL, ONE), (Example("ばっぱ", Intent.GREET), TWO)], "Every label is a guess.\nCorrect it.")
    found = read_sheet("labels.yml", text.encode())
    assert [each.review for each in found.labelled] == [ONE, TWO]
    assert [each.example for each in found.labelled] == [FULL, Example("ばっぱ", Intent.GREET)]
    assert text.startswith("# Every label is a guess.\n# Correct it.\n")


def test_the_file_is_training_data_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "labels.yml"
    path.write_text(written([(FULL, ONE)]), "utf-8")
    assert read_corpus([path]) == (FULL,)


@pytest.mark.parametrize("words", ODD)
def test_any_words_stay_one_text_in_one_line(words: str) -> None:
    text = written([(Example(words, Intent.GREET), ONE)])
    assert len(text.splitlines() if "\u2028" not in text else text.split("\n")) <= 7
    (found,) = read_sheet("labels.yml", text.encode()).labelled
    assert found.example.text == words.encode("utf-8", "replace").decode().strip()


def test_an_empty_file_of_labels_is_no_problem() -> None:
    assert read_sheet("x.yml", written(()).encode()).problems == ()


@pytest.mark.parametrize(
    ("metadata", "column", "remedy"),
    [
        ("{condition: fine, review: %s}", "condition", "'fine' is not known; write one of safe"),
        ("{whereabouts: 3, review: %s}", "whereabouts", "'3' is not known; write one of home"),
        ("{about: her, review: %s}", "about", "write one of self, other"),
        ("{needs: water, review: %s}", "needs", "is a list: [water, food]"),
        ("{needs: [no], review: %s}", "needs", "'False' is not known; write any of water"),
        ("{unsure: perhaps, review: %s}", "unsure", "is true or is left out"),
        ("{style: [a], review: %s}", "style", "one word in small letters"),
        ("{conditon: safe, review: %s}", "'conditon'", "is no fact; there are about, condition"),
        ("{condition: safe}", "review", "is missing or was changed"),
        ("{review: 12}", "review", "is missing or was changed"),
    ],
)
def test_a_slip_is_said_with_line_field_and_remedy(metadata: str, column: str, remedy: str) -> None:
    lines = [*block(f"{{review: {ONE}}}"), *block(metadata.replace("%s", TWO))]
    (complaint,) = complaints(*lines)
    assert complaint.startswith(f"labels.yml line 9, {column}: ")
    assert remedy in complaint


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (block(f"{{review: {ONE}}}", intent="greeting"), "intent: 'greeting' is not known; write one of report_status"),
        (block(f"{{review: {ONE}}}", intent="[a, b]"), "intent: '['a', 'b']' is not known"),
        (block(f"{{condition: safe, review: {ONE}}}", intent="greet"), "condition: is told only with"),
        (block(f"{{review: {ONE}}}", text='" "'), "text: is missing"),
        (block(f"{{review: {ONE}}}", text="12"), "text: is missing; put the words in quotation marks"),
        (block(f"{{review: {ONE}}}", text="あ" * 5_001), "text: has 5001 characters"),
        (block("safe"), "must hold an intent and one example"),
        (("- greet",), "must hold an intent and one example"),
        (("- intent: greet",), "must hold an intent and one example"),
    ],
)
def test_a_broken_example_is_said(lines: tuple[str, ...], said: str) -> None:
    (complaint,) = complaints(*lines)
    assert said in complaint


def test_all_problems_are_said_at_once_and_nothing_is_labelled() -> None:
    lines = [*block(f"{{condition: a, about: b, review: {ONE}}}"), *block("{}"), *block(f"{{review: {TWO}}}")]
    assert len(complaints(*lines)) == 3
    assert read_sheet("x.yml", sheet(*lines)).labelled == ()


def test_the_same_message_twice_is_a_problem() -> None:
    (complaint,) = complaints(*block(f"{{review: {ONE}}}"), *block(f"{{review: {ONE}}}"))
    assert complaint == "labels.yml line 9, review: stands in line 5 too; keep one of the two"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"nlu: [", "is no YAML"),
        (b"nlu: !!python/object:os.system {}", "is no YAML"),
        (b"[1, 2]", "nlu: is missing"),
        (b"", "nlu: is missing"),
        (b"? {a: 1}\n: 2", "is no YAML"),
        (b"nlu: " + b"[" * 5_000, "is no YAML"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    (problem,) = read_sheet("labels.yml", content).problems
    assert said in str(problem)


def test_a_text_stands_once_the_newer_label_in_the_older_ones_place() -> None:
    old, other, new = Example("a", Intent.GREET), Example("b", Intent.HELP), Example("a", Intent.THANKS)
    more = Example("c", Intent.DENY)
    assert merged([old, other], [more, new]) == (new, other, more)


def test_what_is_written_is_plain_yaml() -> None:
    told = yaml.safe_load(written([(FULL, None)]))
    facts = told["nlu"][0]["examples"][0]["metadata"]
    assert facts["needs"] == ["food", "water"]
    assert "review" not in facts
