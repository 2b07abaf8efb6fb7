"""The formats of `anpi consent export`."""

from enum import StrEnum


class Format(StrEnum):
    DPV = "dpv"
    KANTARA = "kantara"
    RFC9396 = "rfc9396"
    ALL = "all"
