"""What a turn writes of a district as a whole."""

from dataclasses import dataclass

from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Incident
from bot.core.replies import Reply


@dataclass(frozen=True, slots=True)
class DistrictCalled:
    """Everybody of the district who is still silent is reminded once more, in `words`; `by` had it done."""

    district: DistrictId
    incident: Incident
    by: PersonId
    words: tuple[Reply, ...]
