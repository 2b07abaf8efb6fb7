"""The colours: ink on ground has 7:1 at least, above WCAG 2.2 AA (alert levels: AA). None is ever the only sign."""

from typing import Final

from bot.core.replies import AlertLevel, Style, Tone

INK: Final = "#111111"
PAPER: Final = "#FFFFFF"
TRACK: Final = "#D5DBE1"
"""The empty part of a bar."""
DRILL_GROUND: Final = "#FFD400"
BORDER: Final = "#111111"

STYLE: Final = {
    Style.GOOD: "#035A2E",
    Style.WARNING: "#7A3E00",
    Style.DANGER: "#9B0018",
    Style.NORMAL: "#123F73",
    Style.QUIET: "#E3E8ED",
}
"""The ground of buttons, under white, but under dark letters where QUIET; the fill of bars."""

HEADER: Final = {
    Tone.CALM: "#123F73",
    Tone.INCIDENT: "#7A3E00",
    Tone.DRILL: "#3A3A3A",
    Tone.DANGER: "#9B0018",
}
"""The ground of headers, under white letters."""

BLACK: Final = "#000000"
LEVEL: Final = {
    AlertLevel.HEED: ("#FFFFFF", BLACK),
    AlertLevel.CHECK: ("#F2E700", BLACK),
    AlertLevel.ELDERLY: ("#FF2800", BLACK),
    AlertLevel.ALL: ("#AA00AA", PAPER),
    AlertLevel.SECURE: ("#0C000C", PAPER),
}
"""The ground and the letters of a header with an alert level: colours that are the same all over Japan (4.5:1)."""

SIGN: Final = {Style.GOOD: "○ ", Style.WARNING: "△ ", Style.DANGER: "！ ", Style.NORMAL: "", Style.QUIET: ""}
"""Before a line of a list: what its colour says, for those who do not see it."""
