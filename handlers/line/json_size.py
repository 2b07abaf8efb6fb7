"""Size on the wire, for LINE's limit of 30 KB per bubble."""

import json
from typing import Any


def compact(value: Any) -> str:
    """JSON as it is sent: no spaces, characters unescaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_size(model: Any) -> int:
    """Bytes of one of the SDK's models, with the comma after it."""
    return len(compact(model.to_dict()).encode()) + 1
