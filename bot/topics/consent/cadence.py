"""How often one wants to be asked: 初回のみ, 新しい情報のとき, 毎回. It holds for all of one's consents."""

from bot.core.consents import Cadence
from bot.core.records import CadenceChosen
from bot.core.replies import Card, Choice, Entry, Say, text
from bot.core.requests import Circle
from bot.core.taps import ChooseCadence
from bot.core.turn import Outcome, Turn
from bot.topics.consent.closing import shut
from bot.topics.consent.listing import standing
from bot.topics.consent.showing import with_list


def cadence(turn: Turn, circle: Circle, chosen: Cadence | None) -> Outcome:
    held = standing(turn, circle)
    if not held:
        return with_list(turn, circle, text("consent.cadence.needs_consent"))
    if chosen is None:
        return Outcome(shut(turn.conversation), (_choice(held[0].cadence),))
    said = text("consent.cadence.chosen", cadence=text(f"consent.cadence.{chosen}"))
    return Outcome(shut(turn.conversation), (Say(said),), (CadenceChosen(circle.person.id, chosen, turn.now),))


def _choice(now: Cadence) -> Card:
    header = text("consent.cadence.which")
    return Card(
        header=header,
        blocks=(
            *(Entry(text(f"consent.cadence.{each}"), text(f"consent.cadence.{each}.means")) for each in Cadence),
            Entry(text("consent.cadence.now"), text(f"consent.cadence.{now}")),
        ),
        alert=header,
        buttons=tuple(Choice(text(f"consent.cadence.{each}"), ChooseCadence(each)) for each in Cadence),
    )
