"""Bytes of a CSV file → text: UTF-8 with or without BOM, or cp932 as Excel in Japan saves it."""

import codecs
import re

from bot.storage.city_load.problem import Problem

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
"""What Python's codec makes of the bytes 80, A0, FD, FE and FF, which stand for nothing in cp932."""

_BROKEN = "\ufffd"


def decoded(file: str, data: bytes) -> str | Problem:
    """The text, or what keeps it from being read."""
    if data.startswith(_UTF_16):
        return Problem(file, 0, "", "is UTF-16; save it as 'CSV UTF-8'")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if _is_mostly_utf_8(data):
            line = data.count(b"\n", 0, fault.start) + 1
            return Problem(file, line, "", "holds bytes that are no UTF-8 as the rest of the file is; write it anew")
    return _as_cp932(file, data)


def _as_cp932(file: str, data: bytes) -> str | Problem:
    text = data.decode("cp932", "replace")
    strange = _NOT_CP932.search(text)
    end = strange.start() if strange else text.find(_BROKEN)
    if end < 0:
        return text
    line = text.count("\n", 0, end) + 1
    return Problem(file, line, "", "is neither UTF-8 nor cp932 here; save the file as 'CSV UTF-8'")


def _is_mostly_utf_8(data: bytes) -> bool:
    """UTF-8 with a fault reads as cp932 now and then, as 荳邂: then names would be loaded as nonsense."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_BROKEN)
    return sum(not char.isascii() for char in text) - broken > broken
