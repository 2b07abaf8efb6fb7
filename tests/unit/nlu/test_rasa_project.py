"""The files of the Rasa project as Rasa reads them, without Rasa: its YAML is version 1.2, ours reads 1.1."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from nlu.labels import ASK, NEEDS, NONE, labels_of

PROJECT = Path(__file__).parents[3] / "nlu" / "rasa"
NO_TEXT = re.compile(
    r"[-+]?(\d+|\d*\.\d+|\d+\.\d*|0o[0-7]+|0x[\da-f]+)(e[-+]?\d+)?|true|false|null|~|[-+]?\.inf|\.nan",
    re.IGNORECASE,
)
READ_BY_RASA = ("labels.py", "normalisation.py", *(f"rasa/{each.name}" for each in sorted(PROJECT.glob("*.py"))))


def unquoted(node: yaml.Node | None) -> Iterator[str]:
    """What stands without quotes under `text`."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "text" and isinstance(value, yaml.ScalarNode) and value.style is None:
                yield value.value
            yield from unquoted(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from unquoted(each)


@pytest.mark.parametrize("file", sorted((PROJECT / "data").glob("*.yml")), ids=lambda file: file.stem)
def test_every_utterance_is_a_text_for_rasa_too(file: Path) -> None:
    """Else it cannot train: a bare 090 is a text in YAML 1.1 and a number in 1.2."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = [
        text for text in unquoted(yaml.compose(file.read_text(encoding="utf-8"), loader)) if NO_TEXT.fullmatch(text)
    ]
    assert found == [], "put these in quotes"


@pytest.mark.parametrize("text", ["090", "3.14", "1e5", "true", "NULL", "~", "0x1F", "-.inf"])
def test_what_rasa_takes_for_a_number_is_found(text: str) -> None:
    assert NO_TEXT.fullmatch(text)


def test_rasas_intents_are_ours() -> None:
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    assert domain["intents"] == [each.value for each in Intent]
    assert tuple(Need) == NEEDS


def test_what_is_not_told_is_labelled_as_such() -> None:
    assert labels_of({}) == {"condition": NONE, "about": About.SELF, "whereabouts": NONE, "needs": ()}
    assert labels_of({"unsure": True})["condition"] == ASK
    told = labels_of({"condition": "safe", "unsure": True, "whereabouts": "home", "needs": ["water"], "about": "other"})
    assert told["condition"] == Condition.SAFE
    assert (told["whereabouts"], told["needs"], told["about"]) == (Whereabouts.HOME, ("water",), About.OTHER)


@pytest.mark.parametrize("name", READ_BY_RASA)
def test_what_rasa_runs_is_written_for_python_3_10(name: str) -> None:
    file = PROJECT.parent / name
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))
    newer = {"StrEnum", "Self", "assert_never", "tomllib", "TaskGroup", "UTC"}
    assert not newer & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nlu"):
            assert f"{'/'.join((node.module or '').split('.')[1:])}.py" in READ_BY_RASA, node.module
