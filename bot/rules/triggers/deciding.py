"""Who may decide a proposal: named staff of the city. A declared emergency is another matter (bot.rules.declaring)."""

from collections.abc import Iterable
from datetime import timedelta

from bot.core.people import OF_THE_CITY, Role

MAY_BE_UNDONE = timedelta(minutes=10)
"""So long a refusal can be taken back. What went out can not."""


def may_decide(roles: Iterable[Role]) -> bool:
    return any(role.office in OF_THE_CITY for role in roles)
