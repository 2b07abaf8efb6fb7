"""The environment in which Rasa's own program runs: it finds Anpi's components, and tells nobody anything."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nlu.rasa.project import MODELS, ROOT

RASA = Path(sys.executable).with_name("rasa")


def environ() -> dict[str, str]:
    """The caller's own environment with what Rasa needs. It keeps no cache, which would hold the utterances."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "RASA_CACHE_DIRECTORY": str(MODELS / "cache"),
        "LOG_LEVEL": "INFO",
        "SANIC_WORKERS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "CUDA_VISIBLE_DEVICES": "",
        "MPLCONFIGDIR": str(MODELS / "cache"),
    }
