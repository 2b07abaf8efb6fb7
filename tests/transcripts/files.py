"""The transcript files: what is played from them, and how they are written again."""

from pathlib import Path
from typing import Any

import yaml

from tests.transcripts.stage import Stage

FOLDER = Path(__file__).parent


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def conversations(path: Path) -> list[dict[str, Any]]:
    """`title`, and `steps` with their expectations."""
    loaded: list[dict[str, Any]] = list(yaml.safe_load_all(path.read_text("utf-8")))
    return loaded


def played(conversation: dict[str, Any]) -> dict[str, Any]:
    """The conversation as it goes today."""
    stage = Stage()
    return {"title": conversation["title"], "steps": [stage.play(step) for step in conversation["steps"]]}


def written(conversation: list[dict[str, Any]]) -> str:
    return yaml.safe_dump_all(
        conversation, allow_unicode=True, sort_keys=False, width=1000, explicit_start=True, default_flow_style=False
    )
