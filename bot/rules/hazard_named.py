"""Which danger an order is about, where its title does not say so: 「避難指示」 alone tells of none."""

from collections.abc import Mapping

from bot.core.incidents import Hazard, Incident
from bot.core.replies import Text, text
from bot.rules.advice import announced

_WORDS: Mapping[Hazard, tuple[str, ...]] = {
    Hazard.FLOOD: ("洪水", "大雨", "豪雨", "河川", "川", "氾濫", "浸水", "ダム"),
    Hazard.INLAND_FLOOD: ("内水", "浸水", "氾濫", "大雨", "豪雨"),
    Hazard.LANDSLIDE: ("土砂", "土石流", "地すべり", "地滑り", "がけ", "崖"),
    Hazard.STORM_SURGE: ("高潮",),
    Hazard.TSUNAMI: ("津波",),
    Hazard.FIRE: ("火事", "火災"),
    Hazard.VOLCANO: ("火山", "噴火"),
    Hazard.TYPHOON: ("台風", "暴風"),
    Hazard.SNOW: ("雪",),
}
"""A title with one of these says it; of what stands here alone there is a word to say."""


def hazard_unsaid(incident: Incident) -> Text | None:
    """None where the title says it, where nobody is asked to leave, and for what has no word of its own."""
    standing = announced(incident)
    if standing is None or not standing.asks_to_leave or incident.hazard not in _WORDS:
        return None
    if any(each in incident.title for each in _WORDS[incident.hazard]):
        return None
    return text(f"hazard.{incident.hazard}")


def title_and_hazard(incident: Incident) -> Text:
    """The title staff wrote, with the danger where it tells of none; without the level, which is told beside it."""
    if hazard := hazard_unsaid(incident):
        return text("question.title_and_hazard", title=incident.title, hazard=hazard)
    return text("question.title", title=incident.title)
