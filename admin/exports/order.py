"""What somebody asks for when a file is made: of which incident, in which form, what for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from admin.showing import Viewer
from bot.core.ids import PersonId, derived_id
from bot.core.incidents import Incident


class Form(StrEnum):
    PDF = "pdf"
    NUMBERS = "numbers"
    CSV = "csv"
    PFIF = "pfif"


class Aim(StrEnum):
    """What the file is for, as the ledger keeps it. A choice and not free words: those could name somebody."""

    HEADQUARTERS = "headquarters"
    RESPONDERS = "responders"
    SHELTERS = "shelters"
    INQUIRIES = "inquiries"
    REVIEW = "review"


AIM: Mapping[Aim, str] = {
    Aim.HEADQUARTERS: "災害対策本部での共有",
    Aim.RESPONDERS: "消防・警察・自衛隊などとの共有",
    Aim.SHELTERS: "避難所の運営",
    Aim.INQUIRIES: "安否の問い合わせへの回答(災害対策基本法86条の15)",
    Aim.REVIEW: "対応や訓練のふりかえり",
}
NAMELESS = frozenset({Form.PDF, Form.NUMBERS})
"""The report: whoever is signed in may take it."""
LEFT_OUT: Mapping[Form, str] = {
    Form.CSV: "支援措置の人は載せません。",
    Form.PFIF: "ほかの安否情報システムに出すことに同意していない人と、支援措置の人は載せません。",
}
"""Who is in no file."""
_KIND = {
    Form.PDF: ("安否確認報告", "pdf", "application/pdf"),
    Form.NUMBERS: ("安否確認報告", "csv", "text/csv"),
    Form.CSV: ("安否一覧", "csv", "text/csv"),
    Form.PFIF: ("安否情報PFIF", "xml", "application/xml"),
}
_NOT_IN_NAMES = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Order:
    """`viewer`: who asks. What names people is for named staff alone (`export_people`)."""

    incident: Incident
    form: Form
    aim: Aim
    viewer: Viewer
    at: datetime

    @property
    def by(self) -> PersonId:
        return self.viewer.recipient.person.id

    @property
    def id(self) -> str:
        return derived_id("export", self.incident.id, self.form.value, self.by, self.at.isoformat())

    def file_name(self, zone: ZoneInfo) -> str:
        """`【訓練】安否一覧_秋の防災訓練_20261101-1403.csv`"""
        kind, ending, _ = _KIND[self.form]
        title = _NOT_IN_NAMES.sub("_", self.incident.title)[:40].strip("_")
        mark = "【訓練】" if self.incident.drill else ""
        return f"{mark}{kind}_{title}_{self.at.astimezone(zone):%Y%m%d-%H%M}.{ending}"

    @property
    def media_type(self) -> str:
        return _KIND[self.form][2]


def left_out(form: Form, withheld: int) -> str:
    """Of a list no number, and the same words where it leaves out nobody: they are those who are protected, no others.

    Of PFIF they are one with those who did not agree.
    """
    if form is Form.CSV:
        return LEFT_OUT[form]
    return f"載せていない人: {withheld:,}人。{LEFT_OUT[form]}" if withheld else ""


@dataclass(frozen=True, slots=True)
class File:
    """`people`: of how many people it tells; `withheld`: of how many it must not."""

    name: str
    content: bytes
    media_type: str
    people: int = 0
    withheld: int = 0
