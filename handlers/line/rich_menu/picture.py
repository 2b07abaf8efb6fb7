"""Draws a menu's picture: words only, huge and high in contrast, in a font that comes as a package.

Drawn at set-up rather than shipped, so that what is read on the picture is the catalogue's word, in any city. The
font is a dependency because a server has no Japanese one, and every character would be a box.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.core.replies import Style
from handlers.line.flex.palette import INK, PAPER, STYLE
from handlers.line.rich_menu.areas import ROW_HEIGHT, WIDTH, Bounds, height

LEAST_LETTER: Final = 3 * ROW_HEIGHT // 10
"""Pixels: a tenth of the tallest picture's height, so that old eyes can read it (line.md 12.8)."""
_FONT_PACKAGE = "noto_cjk_sans_jp_bold"
_FONT_FILE = "NotoSansCJKjp-Bold.otf"
_LARGEST_LETTER = 230
_GAP = 12
_MARGIN = 60
_LINE_HEIGHT = 1.25


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the picture; `lines` are its words as they are broken."""

    bounds: Bounds
    lines: tuple[str, ...]
    style: Style


def draw(fields: Sequence[Field]) -> bytes:
    """A PNG within LINE's 1 MB.

    Raises:
        ValueError: the words of a field do not fit in letters large enough to read.
    """
    picture = Image.new("RGB", (WIDTH, height(len(fields))), PAPER)
    pen = ImageDraw.Draw(picture)
    with as_file(files(_FONT_PACKAGE) / _FONT_FILE) as font_file:
        for field in fields:
            _draw_field(pen, field, font_file)
    out = BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_field(pen: ImageDraw.ImageDraw, field: Field, font_file: Path) -> None:
    x, y, width, height = field.bounds.x, field.bounds.y, field.bounds.width, field.bounds.height
    frame = (x + _GAP, y + _GAP, x + width - _GAP, y + height - _GAP)
    pen.rounded_rectangle(frame, radius=48, fill=STYLE[field.style], outline=INK, width=6)
    font = _fitting_font(field, font_file)
    ink = INK if field.style is Style.QUIET else PAPER
    words = "\n".join(field.lines)
    spacing = font.size * (_LINE_HEIGHT - 1)
    middle = (x + width / 2, y + height / 2)
    pen.multiline_text(middle, words, fill=ink, font=font, anchor="mm", align="center", spacing=spacing)


def _fitting_font(field: Field, font_file: Path) -> ImageFont.FreeTypeFont:
    """The largest letters that fit into the field."""
    for size in range(_LARGEST_LETTER, LEAST_LETTER - 1, -2):
        font = ImageFont.truetype(font_file, size)
        widest = max(font.getlength(line) for line in field.lines)
        tall = len(field.lines) * size * _LINE_HEIGHT
        if widest <= field.bounds.width - 2 * _MARGIN and tall <= field.bounds.height - 2 * _MARGIN:
            return font
    raise ValueError(
        f"the menu words {' / '.join(field.lines)} do not fit in letters of {LEAST_LETTER} pixels: "
        "shorten them or break the line in the catalogue (texts menu.*)"
    )
