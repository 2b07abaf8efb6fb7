"""What can be published: written by hand to the element names of PCXML 1.x. The numbers in it are invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Sample:
    """`document`: samples with the same one are versions of one document. `body`: its file in `bodies`."""

    document: str
    category: str
    body: str
    title: str
    headline: str
    status: str = "Actual"
    errata: str = ""
    cancels: bool = False


_ORDERS = "evacuation"
_TITLE = "会津若松市: 避難情報"

SAMPLES: Final[Mapping[str, Sample]] = MappingProxyType(
    {
        "elderly": Sample(
            _ORDERS,
            "EvacuationOrder",
            "elderly.xml",
            f"{_TITLE} 発令",
            "土砂災害の危険が高まっています。一箕地区、門田地区、東山地区に高齢者等避難を発令しました。",
        ),
        "order": Sample(
            _ORDERS,
            "EvacuationOrder",
            "order.xml",
            f"{_TITLE} 発令",
            "土砂災害の危険が高いため、一箕地区、門田地区、東山地区に避難指示を発令しました。",
        ),
        "lifted": Sample(
            _ORDERS,
            "EvacuationOrder",
            "lifted.xml",
            f"{_TITLE} 解除",
            "一箕地区、門田地区、東山地区の避難指示を解除しました。",
        ),
        "cancelled": Sample(
            _ORDERS,
            "EvacuationOrder",
            "order.xml",
            f"{_TITLE} 取消",
            "先ほどの避難指示は誤りでした。取り消します。",
            errata="操作の誤りにより発令しました。",
            cancels=True,
        ),
        "shelters": Sample(
            "shelters",
            "Shelter",
            "shelters.xml",
            "会津若松市: 避難所情報",
            "避難所を開設しました。",
        ),
        "exercise": Sample(
            _ORDERS,
            "EvacuationOrder",
            "order.xml",
            f"【訓練】{_TITLE} 発令",
            "これは訓練です。一箕地区、門田地区、東山地区に避難指示を発令しました。",
            status="Exercise",
        ),
    }
)
