"""A relation is spoken of politely to those whom it concerns, in both directions, and 夫さん is never said."""

import pytest

from bot.core.gazetteer import Slot, SlotKind
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.core.people import Person, Relation, RelationKind, Sex
from bot.core.requests import Followed
from bot.core.understanding import Condition, Intent, Understanding
from bot.rules.kinship import meant, name_of, polite, word_for
from config.catalogue import load_catalogue

CATALOGUE = load_catalogue("Asia/Tokyo")
MOTHER = Person(PersonId("mother"), "会津 花子", None, Sex.FEMALE)
DAUGHTER = PersonId("daughter")


def said(label: str, language: Language = Language.JAPANESE) -> str | None:
    word = polite(label)
    return None if word is None else CATALOGUE.say(word, language)


def followed(label: str, back: str | None) -> Followed:
    """The mother, whose `label` the asker is; `back` is what she is to the asker."""
    relation = Relation(MOTHER.id, DAUGHTER, RelationKind.FAMILY, label, confirmed=True)
    other = None if back is None else Relation(DAUGHTER, MOTHER.id, RelationKind.FAMILY, back, confirmed=True)
    return Followed(MOTHER, relation, other)


def told(*words: str, named: tuple[str, ...] = ()) -> Understanding:
    slots = tuple(Slot(SlotKind.PERSON, words[0], each) for each in named)
    return Understanding(Intent.REPORT_STATUS, Condition.SAFE, people=words, slots=slots)


@pytest.mark.parametrize(
    ("label", "word"),
    [
        ("夫", "ご主人"),
        ("妻", "奥さま"),
        ("孫", "お孫さん"),
        ("隣人", "ご近所の方"),
        ("娘", "娘さん"),
        ("息子", "息子さん"),
        ("母", "お母さん"),
        ("父", "お父さん"),
        ("兄", "お兄さん"),
        ("弟", "弟さん"),
        ("祖母", "おばあさん"),
        ("嫁", "お嫁さん"),
        ("甥", "おいごさん"),
        ("親戚", "ご親戚の方"),
        ("友人", "ご友人"),
        ("民生委員", "民生委員さん"),
        ("担当ケアマネジャー", "ケアマネジャーさん"),
        ("長女", "長女さん"),
        ("同じ班の人", "同じ班の方"),
    ],
)
def test_the_plain_word_of_the_register_becomes_the_polite_one(label: str, word: str) -> None:
    assert said(label) == word


@pytest.mark.parametrize("label", ["娘さん", "お母さん", "お孫さん", "佐藤さん", "近くの方"])
def test_what_is_polite_already_gets_no_second_san(label: str) -> None:
    assert said(label) == label


@pytest.mark.parametrize("label", ["", "緊急連絡先", "同居", "さん"])
def test_a_word_that_nobody_can_make_polite_is_not_spoken(label: str) -> None:
    assert said(label) is None


def test_every_language_has_its_own_word() -> None:
    assert (said("娘", Language.ENGLISH), said("妻", Language.PLAIN_JAPANESE)) == ("your daughter", "おくさん")


def test_the_asker_hears_the_polite_word_for_their_own_kin() -> None:
    name = name_of(followed("娘", "母"))
    assert CATALOGUE.say(name, Language.JAPANESE) == "お母さん(会津 花子さん)"


@pytest.mark.parametrize("back", [None, "", "緊急連絡先"])
def test_without_a_word_of_the_register_the_relation_tells_it(back: str | None) -> None:
    word = word_for(followed("娘", back))
    assert word is not None
    assert CATALOGUE.say(word, Language.JAPANESE) == "お母さん"


@pytest.mark.parametrize("word", ["母", "お母さん", "花子さん"])
def test_the_polite_word_in_return_changes_nothing_in_whom_a_word_means(word: str) -> None:
    mother = followed("娘", "母")
    assert meant(told(word), (mother,)) == (mother,)


def test_a_name_in_kana_means_whom_the_list_of_relations_knows_by_it() -> None:
    mother = followed("娘", "母")
    assert meant(told("ハナコ"), (mother,)) == ()
    assert meant(told("ハナコ", named=("mother",)), (mother,)) == (mother,)


def test_without_any_word_for_people_everybody_may_be_meant() -> None:
    mother = followed("娘", "母")
    assert meant(told(), (mother,)) == meant(None, (mother,)) == (mother,)
