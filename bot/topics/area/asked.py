"""What a leader asks for: by a button, or in words."""

from bot.core.conversation import Listed
from bot.core.events import ButtonTapped, TextSaid
from bot.core.ids import DistrictId
from bot.core.reports import Listing
from bot.core.taps import AskBlocks, AskCall, AskListing, AskPaper, AskPhones, AskSummary, CallAgain
from bot.core.turn import Turn
from bot.rules.leading import on_duty
from bot.topics.area.own_words import What, asked_in_own_words

_SILENT = ("まだ", "未回答", "返事がない", "回答がない", "silent", "no answer")
_HELP = ("助け", "救助", "けが", "help", "rescue")
_TAPS = AskSummary | AskListing | AskBlocks | AskPhones | AskCall | AskPaper | CallAgain


def applies(turn: Turn) -> bool:
    """Known without the understanding; what that makes out to be about an area is asked as well."""
    if isinstance(turn.event.what, ButtonTapped):
        return isinstance(turn.event.what.tap, _TAPS)
    return asked_in_own_words(turn) is not None


def what(turn: Turn) -> What:
    match turn.event.what:
        case ButtonTapped(AskListing()):
            return What.LIST
        case ButtonTapped(AskBlocks()):
            return What.BLOCKS
        case ButtonTapped(AskPhones()):
            return What.PHONES
        case ButtonTapped(AskCall() | CallAgain()):
            return What.CALL
        case ButtonTapped(AskPaper()):
            return What.PAPER
        case _:
            return asked_in_own_words(turn) or (What.LIST if _listing_said(turn) else What.SUMMARY)


def listing(turn: Turn) -> Listing:
    """Which list; telephone numbers without a word of whose are those of the list before, or of the silent."""
    match turn.event.what:
        case ButtonTapped(AskListing(listing=asked) | AskPhones(listing=asked)):
            return asked
        case _:
            last = list_before(turn)
            return _listing_said(turn) or (last.listing if last else Listing.SILENT)


def list_before(turn: Turn) -> Listed | None:
    """The list that 「電話番号つき」 alone means: the last one, unless another incident has begun there since."""
    last = turn.conversation.listed
    if last is None or what(turn) is not What.PHONES or _listing_said(turn):
        return None
    incident = next((each for each in on_duty(turn) if each.concerns(last.district)), None)
    return last if incident is not None and incident.id == last.incident else None


def district_tapped(turn: Turn) -> DistrictId | None:
    tap = turn.event.what.tap if isinstance(turn.event.what, ButtonTapped) else None
    return tap.district if isinstance(tap, _TAPS) else None


def _listing_said(turn: Turn) -> Listing | None:
    words = turn.event.what.text if isinstance(turn.event.what, TextSaid) else ""
    if any(each in words for each in _SILENT):
        return Listing.SILENT
    return Listing.NEEDS_HELP if any(each in words for each in _HELP) else None
