"""From an alert to a proposal: what follows from it in this city. Nothing here sends, and nothing here declares."""

from bot.rules.triggers.matters import TOGETHER, Matter, matters_of, outliving
from bot.rules.triggers.overtaking import Overtaken, overtake
from bot.rules.triggers.parts import parts_of
from bot.rules.triggers.respond import respond
from bot.rules.triggers.responses import Correct, Join, Keep, Known, Propose, Raise, Response
from bot.rules.triggers.settling import Settled, settle
from bot.rules.triggers.why import Why

__all__ = [
    "TOGETHER",
    "Correct",
    "Join",
    "Keep",
    "Known",
    "Matter",
    "Overtaken",
    "Propose",
    "Raise",
    "Response",
    "Settled",
    "Why",
    "matters_of",
    "outliving",
    "overtake",
    "parts_of",
    "respond",
    "settle",
]
