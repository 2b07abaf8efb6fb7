"""What somebody of the staff is about to send, put together from the form; before it is confirmed it is only a plan."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from admin.staff import Staff
from bot.core.audience import Audience
from bot.core.ids import IncidentId, MailingId
from bot.core.incidents import Incident
from bot.storage.announcements import Order
from bot.storage.asking import About
from bot.storage.questions import Words


@dataclass(frozen=True, slots=True)
class Plan:
    """`opens`: the incident that it would open; else `incident` is the one that it belongs to, if any."""

    audience: Audience
    about: About
    words: Words
    said: dict[str, str]
    drill: bool
    opens: Incident | None = None
    incident: IncidentId | None = None

    def order(self, id_: MailingId, by: Staff, session: str, at: datetime, left: int | None) -> Order:
        incident = self.opens.id if self.opens else self.incident
        return Order(id_, at, by.person, session, self.audience, self.said, self.drill, incident, left)


class Unfinished(ValueError):  # noqa: N818 - what the form is
    """The message names the field and the remedy, for staff."""


def tidy(typed: str, most: int, field: str) -> str:
    """Plain text: lines stay, what turns or hides text goes.

    Raises:
        Unfinished: it is too long.
    """
    lines = typed.replace("\r\n", "\n").split("\n")
    plain = "\n".join("".join(char for char in each if _is_plain(char)).strip() for each in lines).strip()
    if len(plain) > most:
        raise Unfinished(f"「{field}」は{len(plain)}文字あります。{most}文字までにしてください。")
    return plain


def one_line(typed: str, most: int, field: str) -> str:
    return tidy(" ".join(typed.split()), most, field)


def _is_plain(char: str) -> bool:
    """No control, no format character (they turn and hide text); emoji may be joined."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} or char == "\u200d"
