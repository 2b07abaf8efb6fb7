"""The response curve of one open incident beside its counts: small and calm, and a way to the map."""

from base64 import b64encode
from collections.abc import Sequence

from admin import report_words as words
from admin.curve_picture import small_picture
from admin.pages.elements import show, tag
from admin.pages.places import MAP
from bot.core.closing_report import Point


class SmallCurve:
    """A picture of its own: as an address it can hold nothing that runs."""

    def __init__(self) -> None:
        self._drawn: tuple[Sequence[Point], int] | None = None
        self._link = tag("a", classes="small-curve", href=MAP.path)
        with self._link:
            self._picture = tag("img")
        show(self._link, shown=False)

    def update(self, points: Sequence[Point], asked: int) -> None:
        if (points, asked) == self._drawn:
            return
        self._drawn = (points, asked)
        picture = b64encode(small_picture(points, asked).encode()).decode()
        self._picture.props["src"] = f"data:image/svg+xml;base64,{picture}"
        self._picture.props["alt"] = f"安否がわかった人の推移。{words.course(points, asked)}"
        self._picture.update()
        show(self._link, shown=bool(points))
