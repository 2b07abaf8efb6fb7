"""Which district and incident is asked about, and who asks: what all answers of this topic start from."""

from dataclasses import dataclass

from bot.core.ids import DistrictId
from bot.core.incidents import Incident
from bot.core.replies import Tone
from bot.core.requests import AreaList
from bot.core.turn import Turn
from bot.rules.area_list import Asker
from bot.rules.consent import Moment, Recipient


@dataclass(frozen=True, slots=True)
class About:
    district: DistrictId
    name: str
    incident: Incident

    @property
    def tone(self) -> Tone:
        return Tone.DRILL if self.incident.drill else Tone.CALM


def asker(turn: Turn, about: About, people: AreaList) -> Asker:
    assert turn.person is not None
    moment = Moment(turn.now, about.incident.drill, people.emergencies, turn.city.disclosure)
    return Asker(Recipient(turn.person, turn.roles), moment)
