"""The flags that were raised, in the JSON of `integrations/alerts/rescuenow/form.yaml`."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

_CITY: Final = {"code": "072028", "name": "会津若松市"}
_KEPT: Final = 100

SAMPLES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "earthquake": {
            "id": "sandbox-1",
            "kind": "earthquake",
            "status": "actual",
            "change": "new",
            "title": "地震発生",
            "headline": "会津若松市で強い揺れがありました。",
        },
        "false_alarm": {
            "id": "sandbox-1",
            "kind": "earthquake",
            "status": "actual",
            "change": "cancel",
            "title": "地震発生 取消",
            "headline": "先ほどの地震発生の情報を取り消します。",
        },
        "landslide": {
            "id": "sandbox-2",
            "kind": "landslide",
            "status": "actual",
            "change": "new",
            "title": "土砂災害発生",
            "headline": "東山地区で土砂崩れがあったとの情報があります。",
        },
        "training": {
            "id": "sandbox-3",
            "kind": "earthquake",
            "status": "training",
            "change": "new",
            "title": "【訓練】地震発生",
            "headline": "これは訓練です。",
        },
        "unknown_kind": {
            "id": "sandbox-4",
            "kind": "meteorite",
            "status": "actual",
            "change": "new",
            "title": "隕石落下",
            "headline": "ふだんはない種類の情報です。",
        },
    }
)


class Flags:
    """`now` gives an aware moment."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self.raised: list[dict[str, Any]] = []

    def publish(self, name: str) -> dict[str, Any]:
        """Raises the sample's flag. Raises KeyError where there is no such sample."""
        flag = {**SAMPLES[name], "areas": [dict(_CITY)], "issued_at": self._now().isoformat(timespec="milliseconds")}
        self.raised = [*self.raised, flag][-_KEPT:]
        return flag

    def clear(self) -> None:
        self.raised = []

    def feed(self) -> bytes:
        """All that were raised, oldest first."""
        return json.dumps({"occurrences": self.raised}, ensure_ascii=False).encode()
