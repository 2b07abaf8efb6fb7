"""The words of roll calls teach the model nothing, so that editing them trains nothing anew."""

from importlib import resources

import nlu
from nlu.training.version import _files


def test_the_model_is_not_known_by_what_reads_roll_calls() -> None:
    names = [str(each) for each in _files(resources.files(nlu))]
    assert any(name.endswith("counts.py") for name in names)
    assert not any("roll_call" in name for name in names)
