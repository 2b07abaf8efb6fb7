"""What can be published: written by hand to the elements of CAP 1.2. What it tells is invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SENDER: Final = "bosai@city.aizu.example.jp"
STRANGER: Final = "somebody@elsewhere.example.org"


@dataclass(frozen=True, slots=True)
class Sample:
    """`replaces`: the message refers to the newest one of this sample. `parameters`: names and values."""

    event: str
    headline: str
    description: str
    status: str = "Actual"
    type: str = "Alert"
    sender: str = SENDER
    replaces: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


_LEVEL_4: Final = (("AlertLevel", "4"),)
_ORDER: Final = Sample(
    "避難指示",
    "一箕地区に避難指示",
    "土砂災害の危険が高まっています。危険な場所から避難してください。",
    parameters=_LEVEL_4,
)


def _order(headline: str, **more: str) -> Sample:
    return Sample(_ORDER.event, headline, _ORDER.description, parameters=_LEVEL_4, **more)


SAMPLES: Final[Mapping[str, Sample]] = MappingProxyType(
    {
        "order": _ORDER,
        "cancelled": _order("一箕地区の避難指示の取り消し", type="Cancel", replaces="order"),
        "stranger": _order("知らない発信者の避難指示", sender=STRANGER),
        "exercise": _order("【訓練】一箕地区に避難指示", status="Exercise"),
        "test": _order("【試験】一箕地区に避難指示", status="Test"),
        "system": _order("一箕地区に避難指示(システム)", status="System"),
        "draft": _order("一箕地区に避難指示(下書き)", status="Draft"),
        "unknown_kind": Sample("クマの出没", "東山町でクマの目撃", "東山町でクマが見られました。ご注意ください。"),
    }
)
