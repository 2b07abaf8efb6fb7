"""The cards of ordinary days: the offer with its hours, and how somebody's arrangement stands."""

from bot.core.ids import PersonId
from bot.core.quiet_days import QuietDays, QuietState
from bot.core.replies import Button, Card, Choice, Paragraph, Style, Text, text
from bot.core.requests import Member
from bot.core.taps import ChooseQuietHour, ChooseQuietLength, QuietWish, WishQuietDays
from bot.core.turn import Turn
from bot.rules.kinship import polite

_LENGTHS = (1, 2, 3)
_NOON = 12


def offer_card(turn: Turn, about: PersonId | None = None, called: Text | None = None) -> Card:
    """The question first, for small screens. `about`, `called`: the person for whom a relative asks."""
    what = text("quiet.offer.what", days=turn.city.quiet_days.days)
    lines = (what, text("quiet.offer.free"), text("quiet.offer.no_emergency"))
    header = text("quiet.offer.header") if called is None else text("quiet.offer.header.for", person=called)
    return Card(
        header=header,
        blocks=(Paragraph(text("quiet.offer.which_hour"), strong=True), *map(Paragraph, lines)),
        alert=header,
        buttons=tuple(Choice(clock(each), ChooseQuietHour(each, about)) for each in turn.city.quiet_days.hours),
    )


def status_card(arranged: QuietDays, contact: Text, *, is_new: bool) -> Card:
    """Hour, days and contact as they stand, and what can be changed with one tap."""
    is_on = arranged.state is QuietState.ON
    said = text("quiet.status", hour=clock(arranged.hour), days=arranged.days, who=contact)
    begins = text("quiet.status.paused" if not is_on else "quiet.status.new" if is_new else "quiet.status.on")
    return Card(
        header=text("quiet.status.header"),
        blocks=(Paragraph(said), Paragraph(begins)),
        alert=said,
        buttons=(*(_lengths(arranged) if is_on else (_wish(QuietWish.RESUME),)), *_ending(is_on=is_on)),
    )


def _lengths(arranged: QuietDays) -> tuple[Button, ...]:
    return tuple(
        Choice(text("quiet.button.days", days=each), ChooseQuietLength(each))
        for each in _LENGTHS
        if each != arranged.days
    )


def _ending(*, is_on: bool) -> tuple[Button, ...]:
    stop = _wish(QuietWish.STOP)
    return (_wish(QuietWish.PAUSE), stop) if is_on else (stop,)


def _wish(wish: QuietWish) -> Choice:
    return Choice(text(f"quiet.button.{wish}"), WishQuietDays(wish), Style.QUIET)


def clock(hour: int) -> Text:
    """午後5時: nobody has to work out what 17 o'clock is."""
    if hour == _NOON:
        return text("quiet.hour.noon")
    return text("quiet.hour.afternoon" if hour > _NOON else "quiet.hour.morning", hour=hour % _NOON)


def word_for_contact(member: Member) -> Text:
    """娘さん: the person's own word, no name needed."""
    return polite(member.relation.label) or text(f"passed_on.{member.relation.kind}")
