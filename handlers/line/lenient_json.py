"""Reads JSON that is signed by LINE but may still hold anything: NaN, numbers of 5,000 digits, lone surrogates."""

import json
from typing import Any


def _no_constant(_name: str) -> None:
    """NaN and Infinity are not JSON; nothing that Anpi reads is meant by them."""


def _number_or_nothing(digits: str) -> int | None:
    try:
        return int(digits)
    except ValueError:  # CPython refuses more than 4,300 digits
        return None


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
_PATIENT_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_int=_number_or_nothing)


def read(text: str) -> Any:
    """The value, with NaN, Infinity and absurdly long integers read as None. Of a repeated key the last counts.

    Raises:
        ValueError: not JSON.
        RecursionError: nested too deep.
    """
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return _PATIENT_DECODER.decode(text)


def written(value: Any) -> bytes:
    """Compact JSON in ASCII, which every database and driver stores unchanged.

    Raises:
        RecursionError: nested too deep.
    """
    return _ENCODER.encode(value).encode("ascii")
