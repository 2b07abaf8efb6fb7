"""Which lane a conversation runs in."""

from zlib import crc32

from bot.core.ports import LANES


def lane_of(key: str) -> int:
    """Stable over processes, machines and versions: 0..63."""
    return crc32(key.encode()) % LANES
