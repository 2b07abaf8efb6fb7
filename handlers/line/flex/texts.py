"""Text and box, the two parts that everything else is put together from."""

from collections.abc import Sequence
from typing import Any

from linebot.v3.messaging import FlexBox, FlexText

from handlers.line.flex.palette import INK


def words(text: str, size: str = "lg", *, bold: bool = False, color: str = INK, flex: int | None = None) -> FlexText:
    """Wraps, and grows with the font setting of the person's LINE (13.6.0 and later)."""
    weight = "bold" if bold else "regular"
    return FlexText(text=text, size=size, weight=weight, color=color, wrap=True, scaling=True, flex=flex)


def column(parts: Sequence[Any], *, padding: str = "lg", spacing: str = "md", ground: str | None = None) -> FlexBox:
    return FlexBox(
        layout="vertical", contents=list(parts), padding_all=padding, spacing=spacing, background_color=ground
    )


def row(parts: Sequence[Any]) -> FlexBox:
    return FlexBox(layout="horizontal", contents=list(parts), spacing="md")
