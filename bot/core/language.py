"""The languages that Anpi speaks."""

from enum import StrEnum


class Language(StrEnum):
    JAPANESE = "ja"
    PLAIN_JAPANESE = "ja-easy"
    ENGLISH = "en"
