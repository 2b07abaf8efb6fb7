"""A photo and a recording for people who have none at hand; made on the spot, so no file is shipped."""

import struct
import zlib

_WIDTH, _HEIGHT = 320, 240
_RATE = 8000


def photo() -> bytes:
    """A PNG: sky above a dark hill with a grey roof line."""
    rows = b"".join(b"\x00" + b"".join(_pixel(x, y) for x in range(_WIDTH)) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _pixel(x: int, y: int) -> bytes:
    hill = 150 - abs(x - 120) // 4
    if 90 <= x < 230 and y > 150 + abs(x - 160) // 4:
        return bytes((118, 112, 108))
    return bytes((66, 92, 70)) if y > hill else bytes((170 - y // 3, 200 - y // 4, 226))


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def voice(seconds: float = 1.0) -> bytes:
    """A WAV of silence: 8 kHz, one channel, 8 bits."""
    samples = b"\x80" * int(_RATE * seconds)
    header = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1, _RATE, _RATE, 1, 8)
    return header + struct.pack("<4sI", b"data", len(samples)) + samples
