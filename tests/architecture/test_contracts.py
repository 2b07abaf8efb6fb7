"""Each import contract of pyproject.toml catches what it forbids, shown on a small tree of the same shape.

That the real tree keeps them is `lint-imports` in `make check`, and the first test here.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, pyproject

LINT = Path(sys.executable).with_name("lint-imports")
SMALL_TREE = (
    *("bot/__init__", "bot/cli/__init__", "bot/cli/serve", "bot/app", "bot/worker", "bot/bootstrap", "bot/turns"),
    *("bot/core/__init__", "bot/core/ids", "bot/rules/__init__", "bot/rules/safety"),
    *("bot/topics/__init__", "bot/topics/check_in", "bot/topics/family", "bot/topics/routes"),
    *("bot/storage/__init__", "bot/storage/tables", "nlu/__init__", "nlu/embedded"),
    *("nlu/rasa/__init__", "nlu/rasa/fact_classifier", "nlu/statistics/__init__", "nlu/statistics/model"),
    *("nlu/training/__init__", "nlu/training/fit"),
    *("handlers/__init__", "handlers/line/__init__", "handlers/web_chat/__init__"),
    *("integrations/__init__", "integrations/geo/__init__", "integrations/care_yell/__init__"),
    *("config/__init__", "config/settings", "config/logging"),
    *("admin/__init__", "admin/app", "admin/queries"),
)
ALLOWED = {
    "bot/cli/serve": "import bot.app, bot.bootstrap, config.settings",
    "bot/bootstrap": "import admin.app, bot.turns, config.settings, sqlalchemy, redis",
    "bot/turns": "import asyncio, bot.topics.routes, bot.storage.tables",
    "bot/storage/tables": "import sqlalchemy, redis, bot.core.ids",
    "bot/topics/routes": "import bot.topics.check_in, bot.topics.family",
    "bot/topics/check_in": "import bot.rules.safety, datetime, enum",
    "nlu/statistics/model": "import numpy, numpy.typing",
    "nlu/training/fit": "import numpy, scipy.sparse, sklearn.linear_model, nlu.statistics.model",
    "nlu/rasa/fact_classifier": "import numpy, rasa.engine.graph, sklearn.linear_model, nlu.embedded",
    "admin/queries": "import sqlalchemy, bot.storage.tables",
    "admin/app": "import config.settings, admin.queries",
}
FORBIDDEN = [
    ("layers", {"bot/core/ids": "import bot.rules.safety"}),
    ("layers", {"bot/rules/safety": "from bot.topics import check_in"}),
    ("layers", {"bot/storage/tables": "import bot.turns"}),
    ("layers", {"bot/turns": "import bot.bootstrap"}),
    ("layers", {"bot/app": "import bot.worker"}),
    ("layers", {"bot/worker": "import bot.cli.serve"}),
    ("layers", {"handlers/line/__init__": "import nlu.embedded"}),
    ("layers", {"nlu/embedded": "def later():\n    import bot.storage.tables"}),
    ("every-module-has-a-layer", {"bot/odds_and_ends": ""}),
    ("pure", {"bot/topics/check_in": "import time"}),
    ("pure", {"bot/rules/safety": "from os import environ"}),
    ("pure", {"bot/core/ids": "import asyncio"}),
    ("pure", {"bot/core/ids": "import config.logging"}),
    ("pure", {"bot/topics/family": "import nlu.embedded", "nlu/embedded": "import random"}),
    ("topics", {"bot/topics/family": "import bot.topics.check_in"}),
    ("topics", {"bot/topics/check_in": "from bot.topics import routes"}),
    ("channels", {"handlers/web_chat/__init__": "import handlers.line"}),
    ("services", {"integrations/care_yell/__init__": "import integrations.geo"}),
    ("settings-at-the-edge", {"nlu/embedded": "from config.settings import Settings"}),
    ("settings-at-the-edge", {"bot/turns": "import config.settings"}),
    ("sql-and-redis", {"handlers/line/__init__": "import sqlalchemy"}),
    ("sql-and-redis", {"bot/turns": "from redis import asyncio"}),
    ("sql-and-redis", {"admin/app": "import sqlalchemy.orm"}),
    ("admin-is-nobodys", {"bot/worker": "import admin.app"}),
    ("admin-is-nobodys", {"nlu/embedded": "from admin import queries"}),
    ("config-is-a-leaf", {"config/logging": "import bot.core.ids"}),
    ("rasa-stands-apart", {"nlu/embedded": "import nlu.rasa.fact_classifier"}),
    ("rasa-stands-apart", {"bot/bootstrap": "from nlu.rasa import serving", "nlu/rasa/serving": ""}),
    ("learning-is-apart", {"nlu/embedded": "import sklearn.linear_model"}),
    ("learning-is-apart", {"nlu/statistics/model": "from scipy import sparse"}),
    ("learning-is-apart", {"bot/turns": "import numpy"}),
    ("no-cycles", {"config/logging": "import config.redaction", "config/redaction": "import config.logging"}),
]


def lint(tree: Path, *contract: str) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", "--config", str(tree / "pyproject.toml"), *contract]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if "admin" not in pyproject()["tool"]["importlinter"]["root_packages"]:
        settings = settings.replace("root_packages = [", 'root_packages = ["admin", ')
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    write(tmp_path, {**dict.fromkeys(SMALL_TREE, ""), **ALLOWED})
    return tmp_path


def write(tree: Path, modules: dict[str, str]) -> None:
    for module, source in modules.items():
        file = tree / f"{module}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source + "\n", encoding="utf-8")


def test_the_house_keeps_its_contracts() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_what_is_allowed_is_not_taken_for_an_offence(small_tree: Path) -> None:
    result = lint(small_tree)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "modules"), FORBIDDEN)
def test_a_contract_catches_what_it_forbids(contract: str, modules: dict[str, str], small_tree: Path) -> None:
    write(small_tree, modules)
    result = lint(small_tree, "--contract", contract)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout, result.stdout


def test_every_contract_is_shown_to_catch_something() -> None:
    written = {contract["id"] for contract in pyproject()["tool"]["importlinter"]["contracts"]}
    assert {contract for contract, _modules in FORBIDDEN} == written
