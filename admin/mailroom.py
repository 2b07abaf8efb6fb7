"""What sending to many works with, handed in by the composition root: the words, the month's messages, new ids."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import IncidentId
from bot.core.people import City
from bot.core.quota import AskQuota
from bot.core.replies import Phrasebook


@dataclass(frozen=True, slots=True)
class Mailroom:
    """`quota`: of LINE; None where nobody knows."""

    phrasebook: Phrasebook
    quota: AskQuota
    incident_id: Callable[[datetime, City], IncidentId]
