"""The buttons that lead from one answer about consents to the next, the same wherever they stand."""

from typing import Final

from bot.core.replies import Choice, Style, text
from bot.core.taps import ChooseCadence, ExplainVisibility, ShowConsents, ShowDisclosures, ShowOffer

LIST: Final = Choice(text("consent.button.list"), ShowConsents(), Style.QUIET)
LOOKS: Final = Choice(text("consent.button.looks"), ShowDisclosures(), Style.QUIET)
WHY: Final = Choice(text("consent.button.why"), ExplainVisibility(), Style.QUIET)
CADENCE: Final = Choice(text("consent.button.cadence"), ChooseCadence(), Style.QUIET)
OFFER: Final = Choice(text("consent.button.offer"), ShowOffer(), Style.QUIET)
