"""Node.js for the certified provider is found where it can be, and its absence is said plainly."""

from pathlib import Path

import pytest

from tests.integration.city_os.oidc_provider import installed, node
from tests.servers.missing import Missing


def test_the_wheel_is_found_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(node.GIVEN, raising=False)
    monkeypatch.setenv("PATH", "")
    assert node.find().node.parent.parent.name == node.WHEEL


def test_without_any_the_remedies_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv(node.GIVEN, str(tmp_path / "nothing"))
    monkeypatch.setattr(node, "wheel_folder", lambda: None)
    with pytest.raises(Missing, match=node.GIVEN):
        node.find()


def test_the_lock_names_hashes_and_no_addresses_of_packages() -> None:
    lock = (installed.HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == lock.count('"node_modules/')
