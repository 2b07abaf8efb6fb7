"""「この町内会のグループにする」: a linked leader says in the group whose group it is, and confirms it by a tap."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.events import ButtonTapped, TextSaid
from bot.core.gazetteer import SlotKind
from bot.core.ids import DistrictId
from bot.core.replies import Ask, Card, Choice, Paragraph, Say, Text, text
from bot.core.requests import DistrictsNamed, SpeakerOf
from bot.core.taps import AskSummary, TieGroup
from bot.core.turn import Outcome, Turn
from bot.rules.leading import districts_led

_SIGN = re.compile(
    r"グループに(?:する|して|したい|します|登録)|(?:町内会|地区)の?グループ(?:です|だ)|make this our group",
    re.IGNORECASE,
)
_LONGEST = 40
_MOST = 5


def is_wanted(turn: Turn) -> bool:
    said = turn.event.what
    return isinstance(said, TextSaid) and len(said.text) <= _LONGEST and _SIGN.search(said.text) is not None


def ask_whether(turn: Turn) -> Topic[Outcome]:
    mine = yield from _led(turn)
    if not mine:
        return _said(turn, text("group.tie.leaders_only"))
    named = turn.understanding.named(SlotKind.DISTRICT) if turn.understanding else ()
    meant = {each: name for each, name in mine.items() if each in named} or mine
    choices = tuple(Choice(text("group.tie.yes", district=name), TieGroup(each)) for each, name in meant.items())
    return Outcome(turn.conversation, (Ask(text("group.tie.sure"), choices[:_MOST]),))


def tied(turn: Turn) -> Topic[Outcome]:
    """Everybody in the group sees the button: only who leads the district ties it."""
    mine = yield from _led(turn)
    tap = turn.event.what.tap if isinstance(turn.event.what, ButtonTapped) else None
    if not isinstance(tap, TieGroup) or tap.district not in mine:
        return _said(turn, text("group.tie.leaders_only"))
    header = text("group.tie.done", district=mine[tap.district])
    button = Choice(text("group.button.summary"), AskSummary(tap.district))
    card = Card(header, (Paragraph(text("group.tie.done.what")),), header, (button,))
    return Outcome(replace(turn.conversation, district=tap.district), (card,))


def _led(turn: Turn) -> Topic[Mapping[DistrictId, str]]:
    """The districts that the speaker leads; none where LINE does not say who speaks."""
    if turn.event.speaker is None:
        return {}
    speaker = yield from ask(SpeakerOf(turn.event.speaker))
    names = {each.id: each.name for each in (yield from ask(DistrictsNamed()))}
    return {each: names[each] for each in districts_led(speaker.roles, names)}


def _said(turn: Turn, words: Text) -> Outcome:
    return Outcome(turn.conversation, (Say(words),))
