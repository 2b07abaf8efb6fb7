"""A city's offers are read from its consents.yaml; what is wrong with one is said with its place."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from bot.core.consents import Purpose, RecipientKind
from bot.core.language import Language
from bot.core.offers import Offer
from config.consents import OffersError, offers_of
from config.municipality import load_city
from tests.catalogues.plain_japanese import (
    hard_words,
    long_phrases,
    long_sentences,
    passives,
    sentences_with_two_things,
    unread_kanji,
)

MEASURES = (long_sentences, sentences_with_two_things, unread_kanji, passives, hard_words, long_phrases)
OFFERS = load_city("aizuwakamatsu").offers


def told(**changes: Any) -> dict[str, Any]:
    grant = {"purpose": "safety_sharing", "to": "family", "phase": "both", "items": ["name"]}
    offer: dict[str, Any] = {"id": "safety", "version": "1", "grants": [grant], "words": {"ja": ["お知らせします。"]}}
    return {"offers": [{**offer, **changes}]}


def grants(**changes: Any) -> dict[str, Any]:
    grant = {"purpose": "safety_sharing", "to": "family", "phase": "both", "items": ["name"], **changes}
    return told(grants=[grant])


def test_the_model_city_asks_for_safety_first_and_for_plans_when_they_are_begun() -> None:
    assert [each.id for each in OFFERS] == ["safety", "plan"]
    safety, plan = OFFERS
    assert {each.purpose for each in safety.grants} == {Purpose.SAFETY_SHARING}
    assert {each.purpose for each in plan.grants} == {Purpose.PLAN_DRAFTING, Purpose.PLAN_SHARING}
    assert {each.recipient_kind for each in safety.grants} >= {RecipientKind.FAMILY, RecipientKind.ASSOCIATION}
    assert (safety.lasts, plan.lasts) == (None, timedelta(days=1095))


@pytest.mark.parametrize("offer", OFFERS, ids=lambda each: each.id)
def test_every_offer_has_its_words_in_every_language(offer: Offer) -> None:
    assert {each.language for each in offer.wordings} == set(Language)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("offer", OFFERS, ids=lambda each: each.id)
def test_the_plain_japanese_of_an_offer_is_plain(offer: Offer, measure: Callable[[str], list[str]]) -> None:
    paragraphs = offer.wording(Language.PLAIN_JAPANESE).paragraphs
    assert {each: measure(each) for each in paragraphs if measure(each)} == {}


def test_the_plans_words_tell_what_the_law_wants_told_before_the_question() -> None:
    """災対法49条の14②: what provision under 49条の15②③ means; and that no help is promised."""
    words = "".join(OFFERS[1].wording(Language.JAPANESE).paragraphs)
    for each in (
        "両方が同意",
        "同意がなくても",
        "49条の15",
        "秘密を守る",
        "責任はありません",
        "行けないこと",
    ):
        assert each in words


def test_the_digest_is_over_the_words_as_they_are_shown() -> None:
    (offer,) = offers_of(told(words={"ja": ["一つ目。", "二つ目。"]}))
    assert offer.wording(Language.ENGLISH).sha256 == sha256("一つ目。\n二つ目。".encode()).hexdigest()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "holds no keys; write offers:"),
        ({"offers": []}, "offers is no list; write at least one line"),
        ({"offers": ["safety"]}, "offer 1 holds no keys; write id, version, grants and words"),
        ({"offers": [*told()["offers"], *told()["offers"]]}, "id 'safety' stands twice; leave one out"),
        (told(colour="red"), "offer 1: unknown key 'colour'; known are: grants, id, lasts_days, version, words"),
        ({"offers": [{"id": "safety"}]}, "offer 1: grants is missing"),
        (told(version=1), "offer 1: version is no text; put it in quotation marks"),
        (told(id="a|b"), "offer 1: id holds '|'"),
        (told(lasts_days=0), "offer 1: lasts_days is '0'; write whole days from 1 to 3650"),
        (told(lasts_days=True), "offer 1: lasts_days is 'True'"),
        (grants(purpose="curiosity"), "offer 1: grant 1: purpose is 'curiosity'; write one of: safety_sharing"),
        (grants(to="everybody"), "offer 1: grant 1: to is 'everybody'; write one of: family"),
        (grants(to="person"), "offer 1: grant 1: to is 'person'; an offer is for everybody"),
        (grants(items=["soul"]), "offer 1: grant 1: item 1 is 'soul'; write one of: name"),
        (grants(items=[]), "offer 1: grant 1: items is no list"),
        (
            told(grants=told()["offers"][0]["grants"] * 2),
            "grant 'safety_sharing to family, both' stands twice",
        ),
        (told(words={"en": ["We tell."]}), "offer 1: words has no ja"),
        (told(words={"ja": ["はい。"], "fr": ["Oui."]}), "a language of words is 'fr'; write one of: ja, ja-easy, en"),
        (told(words={"ja": ["あ" * 301]}), "offer 1: ja, paragraph 1 has 301 characters; write at most 300"),
        (
            told(words={"ja": ["二行\nです。"]}),
            "offer 1: ja, paragraph 1 begins or ends with a space, or holds a line",
        ),
    ],
)
def test_what_does_not_hold_is_said_with_its_place(file: Any, said: str) -> None:
    with pytest.raises(OffersError) as fault:
        offers_of(file)
    assert said in str(fault.value)
