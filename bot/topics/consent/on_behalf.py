"""What the person is told when staff took down a yes or a no of theirs, or of somebody who spoke for them."""

from collections.abc import Sequence

from bot.core.consents import Consent, Proxy
from bot.core.people import City
from bot.core.records import Message
from bot.core.replies import Block, Button, Card, Link, Paragraph, Style, text
from bot.core.requests import Circle
from bot.topics.consent.buttons import LIST, OFFER
from bot.topics.consent.listing import stop_button
from bot.topics.consent.wordings import giver, line_of, recipients


def receipt(circle: Circle, city: City, consents: Sequence[Consent], proxy: Proxy) -> Message:
    """The receipt: who agreed for them and how, to what, and a button that stops each at once."""
    header = text("consent.desk.header")
    said = _said("given", circle, proxy)
    purposes = dict.fromkeys(each.purpose for each in consents)
    lines: list[Block] = []
    for purpose in purposes:
        lines.append(Paragraph(text(f"consent.why.{purpose}")))
        lines += [line_of(each, circle) for each in consents if each.purpose is purpose]
    card = Card(
        header=header,
        blocks=(said, *lines, Paragraph(text("consent.desk.one_tap")), Paragraph(text("consent.desk.not_mine"))),
        alert=header,
        buttons=(*(stop_button(each, circle) for each in consents), LIST, _call(city)),
    )
    return Message(circle.person.id, (card,))


def stopped(circle: Circle, city: City, ended: Sequence[Consent], proxy: Proxy) -> Message:
    """What is over from now on, who said so, and how it can begin again."""
    header = text("consent.stop.header")
    named = [
        text("consent.named", who=recipients(each, circle), purpose=text(f"consent.purpose.{each.purpose}"))
        for each in ended
    ]
    card = Card(
        header=header,
        blocks=(
            _said("stopped", circle, proxy),
            *(Paragraph(text("consent.stop.done", what=each)) for each in dict.fromkeys(named)),
            Paragraph(text("consent.stop.from_now")),
            Paragraph(text("consent.stop.law")),
            Paragraph(text("consent.desk.again")),
            Paragraph(text("consent.desk.not_mine")),
        ),
        alert=header,
        buttons=(OFFER, LIST, _call(city)),
    )
    return Message(circle.person.id, (card,))


def _said(what: str, circle: Circle, proxy: Proxy) -> Paragraph:
    how = text(f"consent.way.{proxy.way}")
    if proxy.by == circle.person.id:
        return Paragraph(text(f"consent.desk.{what}_own", how=how), strong=True)
    return Paragraph(text(f"consent.desk.{what}", who=giver(proxy, circle.person.id), how=how), strong=True)


def _call(city: City) -> Button:
    return Link(text("button.call_city"), f"tel:{city.phone}", Style.QUIET)
