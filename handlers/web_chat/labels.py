"""The page's own words in all its languages: keys `web_chat.*` of the catalogues."""

from bot.core.language import Language
from bot.core.people import City
from bot.core.replies import Phrasebook, text

NAMES = (
    "title",
    "skip",
    "emergency",
    "emergency_call",
    "conversation",
    "you",
    "answers",
    "write",
    "send",
    "place",
    "place_send",
    "place_looking",
    "place_refused",
    "place_unknown",
    "place_sent",
    "newest",
    "again",
    "waiting",
    "arrived",
    "not_sent",
    "too_long",
    "offline",
    "online",
    "elsewhere",
    "continue_here",
    "no_cookies",
    "no_scripts",
    "call_city",
    "choose_language",
    "drill_band",
)
"""Every label; what stands in the messages comes with them."""


def labels(phrasebook: Phrasebook, city: City, language: Language) -> dict[str, str]:
    """All labels in one language; `city` and `phone` are filled in where a text asks for them."""
    return {
        name: phrasebook.say(text(f"web_chat.{name}", city=city.name, phone=city.phone), language) for name in NAMES
    }
