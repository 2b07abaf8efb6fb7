"""What this topic says fits LINE: every offer of the model city, and a list with many consents, in every language."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from bot.core.consents import Item, Purpose, RecipientKind
from bot.core.language import Language
from bot.core.offers import Offer
from bot.core.replies import Reply, Speech
from bot.core.taps import ShowConsents, ShowOffer
from config.catalogue import load_catalogue
from config.municipality import load_city
from handlers.line.rendering import Renderer
from integrations.sandbox.line_platform.validator.messages import PUSH
from tests.unit.handlers.line.payloads import USER
from tests.unit.topics.consent.stage import NOW, Stage, consent

AIZU = load_city("aizuwakamatsu")


@cache
def renderer() -> Renderer:
    return Renderer(load_catalogue("Asia/Tokyo"))


def on_line(replies: tuple[Reply, ...], language: Language) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = json.loads(renderer().render(Speech(replies, language, drill=True)))
    assert list(PUSH({"to": USER, "messages": messages}, "")) == []
    return messages


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("offer", AIZU.offers, ids=lambda each: each.id)
def test_an_offer_is_shown_whole(offer: Offer, language: Language) -> None:
    stage = Stage(city=AIZU)
    stage.conversation = replace(stage.conversation, language=language)
    sent = json.dumps(on_line(stage.taps(ShowOffer(offer.id)).replies, language), ensure_ascii=False)
    for paragraph in offer.wording(language).paragraphs:
        assert paragraph in sent


@pytest.mark.parametrize("language", Language)
def test_a_list_with_all_there_can_be_keeps_every_stop_button(language: Language) -> None:
    stage = Stage(city=AIZU)
    everything = [(purpose, kind) for purpose in Purpose for kind in RecipientKind]
    stage.world.consents = [
        consent(
            f"consent-of-a-length-that-real-ones-have-{number}",
            purpose=purpose,
            recipient_kind=kind,
            items=frozenset(Item),
            expires_at=NOW + timedelta(days=1000),
        )
        for number, (purpose, kind) in enumerate(everything)
    ]
    replies = stage.taps(ShowConsents()).replies
    portions = [replies[start : start + 5] for start in range(0, len(replies), 5)]
    sent = json.dumps([on_line(each, language) for each in portions])
    assert {each.id for each in stage.world.consents if f"1|withdraw|{each.id}" not in sent} == set()
