"""On which ground something was shown, in plain words; and 「なぜ見えるの」: the grounds there can be."""

from bot.core.consents import Disclosure
from bot.core.replies import Card, Paragraph, Text, text
from bot.core.requests import Circle
from bot.core.turn import Outcome, Turn
from bot.rules.consent.grounds import HANDED_OVER
from bot.topics.consent.buttons import LIST, LOOKS
from bot.topics.consent.closing import shut

_LAW, _LAW_IN_FULL, _ORDINANCE = "災対法", "災害対策基本法", "条例"
_GROUNDS = ("consent", "law", "not_asked", "city", "code")
_IN_DANGER = "③"
"""The paragraph about emergencies in both articles, 49条の11 and 49条の15."""


def ground(disclosure: Disclosure, circle: Circle) -> Text:
    """The person's own consent; else the code they handed over, the ordinance or the article as it is cited."""
    cited = disclosure.ground.replace(_LAW, _LAW_IN_FULL, 1)
    if disclosure.ground in {each.id for each in circle.consents}:
        return text("seen.ground.consent")
    if disclosure.ground == HANDED_OVER:
        return text("seen.ground.code")
    if cited.startswith(_ORDINANCE):
        return text("seen.ground.ordinance", ground=cited)
    if cited.startswith(_LAW_IN_FULL):
        return text(_of_law(disclosure, cited), ground=cited)
    return text("seen.ground.consent")


def _of_law(disclosure: Disclosure, cited: str) -> str:
    """In an emergency, and whether what the person agreed to could be asked then."""
    if not cited.endswith(_IN_DANGER):
        return "seen.ground.law"
    return "seen.ground.danger_not_asked" if disclosure.consent_not_asked else "seen.ground.danger"


def why(turn: Turn) -> Outcome:
    header = text("seen.why.header")
    card = Card(
        header=header,
        blocks=tuple(Paragraph(text(f"seen.why.{each}", city=turn.city.name)) for each in _GROUNDS),
        alert=header,
        buttons=(LOOKS, LIST),
    )
    return Outcome(shut(turn.conversation), (card,))
