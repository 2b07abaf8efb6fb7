"""On which ground something was shown, in plain words; and 「なぜ見えるの」: the grounds there can be."""

from bot.core.consents import Disclosure
from bot.core.replies import Card, Paragraph, Text, text
from bot.core.requests import Circle
from bot.core.turn import Outcome, Turn
from bot.topics.consent.buttons import LIST, LOOKS
from bot.topics.consent.closing import shut

_LAW, _LAW_IN_FULL, _ORDINANCE = "災対法", "災害対策基本法", "条例"
_IN_DANGER = "③"
"""The paragraph about emergencies in both articles, 49条の11 and 49条の15."""


def ground(disclosure: Disclosure, circle: Circle) -> Text:
    """The person's own consent; else the ordinance or the article as it is cited."""
    cited = disclosure.ground.replace(_LAW, _LAW_IN_FULL, 1)
    if disclosure.ground in {each.id for each in circle.consents}:
        return text("seen.ground.consent")
    if cited.startswith(_ORDINANCE):
        return text("seen.ground.ordinance", ground=cited)
    if cited.startswith(_LAW_IN_FULL):
        return text("seen.ground.danger" if cited.endswith(_IN_DANGER) else "seen.ground.law", ground=cited)
    return text("seen.ground.consent")


def why(turn: Turn) -> Outcome:
    header = text("seen.why.header")
    card = Card(
        header=header,
        blocks=tuple(Paragraph(text(f"seen.why.{each}", city=turn.city.name)) for each in ("consent", "law", "city")),
        alert=header,
        buttons=(LOOKS, LIST),
    )
    return Outcome(shut(turn.conversation), (card,))
