"""The engines that `anpi nlu evaluate` measures, as its option writes them."""

from enum import StrEnum


class Engine(StrEnum):
    EMBEDDED = "embedded"
    RASA = "rasa"
    BOTH = "both"
