"""`anpi nlu train` and `anpi nlu evaluate`, with the trained engine."""

import json
from pathlib import Path

import pytest
import typer

from bot.cli.nlu import evaluating
from bot.cli.nlu.engine import Engine
from bot.cli.nlu.evaluating import evaluate_engines
from bot.cli.nlu.training import train_now
from config.settings import Settings
from nlu.evaluation.sets import evaluation_set
from tests.understanding import FOLDER, interpreter


@pytest.fixture(scope="module")
def settings() -> Settings:
    interpreter()
    return Settings(nlu_folder=FOLDER)


@pytest.fixture(autouse=True)
def a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the set is enough to see what is said of it."""
    monkeypatch.setattr(evaluating, "evaluation_set", lambda: evaluation_set()[::10])
    monkeypatch.setattr(evaluating, "missed", lambda _: [])


def test_training_says_the_version_where_it_is_and_how_good(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    train_now(settings)
    said = capsys.readouterr().out
    assert said.startswith("understanding-")
    assert str(FOLDER) in said
    assert "With Anpi's own utterances alone." in said
    assert "intent right" in said
    assert "Servers and workers read it when they start next." in said


def test_a_training_file_that_does_not_hold_ends_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reviewed.yml").write_text("nlu: [{intent: greet, examples: [{text: a, metadata: {mood: b}}]}]")
    with pytest.raises(typer.Exit):
        train_now(Settings(nlu_folder=tmp_path))
    assert "reviewed.yml, greet 1: unknown fact 'mood'" in capsys.readouterr().err


def test_without_rasas_address_the_embedded_engine_is_measured_alone(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_engines(settings, Engine.BOTH, as_json=True)
    said = capsys.readouterr()
    assert "ANPI_RASA_URL is not set" in said.err
    assert list(json.loads(said.out)["engines"]) == ["embedded"]


def test_rasa_alone_needs_its_address(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        evaluate_engines(settings, Engine.RASA, as_json=False)
    assert "ANPI_RASA_URL is not set" in capsys.readouterr().err


def test_a_rasa_that_does_not_answer_is_named(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    nobody = settings.model_copy(update={"rasa_url": "http://127.0.0.1:9"})
    with pytest.raises(typer.Exit):
        evaluate_engines(nobody, Engine.RASA, as_json=False)
    assert "Rasa cannot be measured: it is down" in capsys.readouterr().err


def test_below_a_bar_the_exit_code_is_1(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluating, "missed", lambda figures: [f"{figures.count} are too few"])
    with pytest.raises(typer.Exit) as ended:
        evaluate_engines(settings, Engine.EMBEDDED, as_json=False)
    assert ended.value.exit_code == 1
    said = capsys.readouterr()
    assert f"{len(evaluation_set()[::10])} are too few" in said.err
    assert "by style" in said.out
    assert max(map(len, said.out.splitlines())) <= 100
