"""The form of Rescuenow's answers: every fault names the key to mend."""

import re
from importlib.resources import files

import pytest

from integrations.alerts.rescuenow import FormError, read_form

OURS = files("integrations.alerts.rescuenow").joinpath("form.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("  issued: issued_at\n", "", "fields: issued is missing"),
        ("  id: id\n", "  id: id\n  level: level\n", "fields: unknown 'level'"),
        ("actual: real", "actual: genuine", "statuses: 'actual' stands for 'genuine'"),
        ("cancel: cancelled", "cancel: gone", "changes: 'cancel' stands for 'gone'"),
        ("earthquake: 地震", "1: 地震", "kinds: '1' is no text"),
        ("kinds:", "sorts:", "kinds is missing"),
        ("fields:", "fields: [", "cannot be read as YAML"),
    ],
)
def test_a_fault_names_its_key(old: str, new: str, named: str) -> None:
    assert old in OURS
    with pytest.raises(FormError, match=re.escape(named)):
        read_form(OURS.replace(old, new, 1))


def test_a_form_that_is_a_list_is_refused() -> None:
    with pytest.raises(FormError, match="holds no keys"):
        read_form("- fields")
