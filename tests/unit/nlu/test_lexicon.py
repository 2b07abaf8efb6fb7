"""The lexicon: how it is written out, how a city extends it, and what it says about a mistake."""

from pathlib import Path

import pytest

from bot.core.understanding import Condition, Need, Whereabouts
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import LexiconError, load_lexicon
from nlu.lexicon.patterns import PatternError, expand
from nlu.lexicon_reading import LexiconReader
from nlu.normalisation import fold
from nlu.scanning import scan


def test_choices_and_groups_are_written_out() -> None:
    groups = {"neg": ["ない", "ねえ"]}
    assert expand("{動け|歩け}<neg>", groups) == ["動けない", "動けねえ", "歩けない", "歩けねえ"]
    assert expand("水{が|}ない", groups) == ["水がない", "水ない"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{a|b", "lacks a closing }"),
        ("<neg", "lacks a closing >"),
        ("<nope>", "'nope'"),
        ("{a|b|c|d|e|f|g|h|i}" * 5, "59049"),
    ],
)
def test_a_pattern_that_cannot_be_written_out_says_why(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        expand(pattern, {})


def test_a_city_adds_words_of_its_own_without_code(tmp_path: Path) -> None:
    file = tmp_path / "city.yaml"
    file.write_text(
        "entries:\n"
        "  - {kind: safe, phrases: [へっちゃらだ]}\n"
        "  - {kind: place, value: shelter, phrases: [鶴ヶ城会館]}\n"
        "  - {kind: need, value: other, phrases: [雪かきできね]}\n",
        encoding="utf-8",
    )
    reader = LexiconReader(load_lexicon([file]))
    assert reader.read("へっちゃらだ").understanding.condition is Condition.SAFE
    assert reader.read("鶴ヶ城会館にいます").understanding.whereabouts is Whereabouts.SHELTER
    assert reader.read("雪かきできね").understanding.needs == (Need.OTHER,)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("entries: {}", "list under `entries`"),
        ("- a", "list under `entries`"),
        ("entries: [", "not valid YAML"),
        ("entries:\n  - {kind: safe}", "entry 1: needs `kind` and a list of `phrases`"),
        ("entries:\n  - {kind: sfae, phrases: [無事]}", "entry 1: `kind` is 'sfae'; known"),
        ("entries:\n  - {kind: need, value: wter, phrases: [水]}", "entry 1: `value` is 'wter'; known for need"),
        ("entries:\n  - {kind: safe, phrases: [no]}", "put words like no, yes, on in quotes"),
        ("entries:\n  - {kind: safe, denied_by: nuon, phrases: [無事]}", "entry 1: `denied_by` is 'nuon'; known"),
        ("entries:\n  - {kind: safe, fraces: [a], phrases: [無事]}", "entry 1: unknown field 'fraces'"),
        ("entries:\n  - {kind: safe, phrases: ['<nope>']}", "names the group 'nope'"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_remedy(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "city.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"city\.yaml") as caught:
        load_lexicon([file])
    assert reason in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"missing\.yaml: cannot be read"):
        load_lexicon([tmp_path / "missing.yaml"])


def test_no_other_entry_hides_distress() -> None:
    found = scan(fold("佐藤さんががけがくずれてけがをした"), load_lexicon())
    assert any(match.kind is Kind.INJURED for match in found.matches)


def test_an_exception_hides_the_distress_it_spells_out() -> None:
    found = scan(fold("助けてもらいました"), load_lexicon())
    assert not any(match.kind is Kind.RESCUE for match in found.matches)
