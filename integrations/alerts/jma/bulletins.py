"""Bulletins of a prefecture (府県気象防災速報, VPBS50): a band of heavy rain, a record of rain or snow within hours."""

from typing import Final
from xml.etree.ElementTree import Element

from bot.core.alerts import AlertArea
from integrations.alerts.jma.areas import bounded
from integrations.alerts.jma.head import areas_of_head, as_written

_TAGS: Final = "情報タグ"


def read_bulletins(report: Element) -> tuple[AlertArea, ...]:
    """Where the tag holds (線状降水帯発生, 記録的短時間大雨, …); without tags, whatever the head names."""
    return bounded(areas_of_head(report, as_written, _TAGS)) or bounded(areas_of_head(report, as_written))
