"""Width and height of a PNG or JPEG, read from its header."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def image_size(image: bytes) -> tuple[int, int] | None:
    """Pixels (width, height), or None where it is neither PNG nor JPEG."""
    if image.startswith(_PNG) and len(image) >= 24:
        width, height = struct.unpack(">II", image[16:24])
    elif image.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(image)
    else:
        return None
    return (width, height) if width and height else None


def _jpeg_size(image: bytes) -> tuple[int, int]:
    """Walks the segments up to the frame header (ITU T.81, B.2.2); 0, 0 where there is none."""
    at = 2
    while at + 9 <= len(image) and image[at] == 0xFF:
        if image[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", image[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", image[at + 2 : at + 4])[0]
    return 0, 0
