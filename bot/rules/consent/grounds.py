"""The grounds of a disclosure, as the ledger names them, and what counts as necessary under the law."""

from typing import Final

from bot.core.consents import Item

OWN_VIEW: Final = "本人"
STAFF_LIST: Final = "災対法49条の11①"
STAFF_PLAN: Final = "災対法49条の15①"
EMERGENCY_LIST: Final = "災対法49条の11③"
EMERGENCY_PLAN: Final = "災対法49条の15③"
INQUIRY: Final = "災対法86条の15"
HANDED_OVER: Final = "one-time code"
"""The person was given the code in person, and whoever typed it has it from them."""
ORDINANCE: Final = "条例"
"""The prefix of an ordinance's number: 条例 令和7年条例第14号."""

NECESSARY: Final = frozenset(
    {
        Item.NAME,
        Item.ADDRESS,
        Item.CONTACT,
        Item.CONDITION,
        Item.WHEREABOUTS,
        Item.LOCATION,
        Item.NEEDS,
        Item.PLAN,
    }
)
"""「必要な限度」 of 49条の11③ and 49条の15③ by default: where somebody is, how they are, how to get them out."""

NECESSARY_TO_RESCUE: Final = NECESSARY | {Item.HEALTH, Item.MEDICATION}
"""Diagnosis and medicines go to fire, police and medical services only."""

ON_THE_LIST: Final = frozenset({Item.NAME, Item.CONTACT, Item.ADDRESS, Item.NEEDS})
"""What an ordinance about the list (49条の10②) can open: never health, medicines or what somebody answered."""
