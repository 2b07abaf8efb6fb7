"""How a person's accounts are shown to them: LINE or web chat, since when, by which way. Never an address."""

from bot.core.events import channel_of
from bot.core.people import City
from bot.core.replies import Ask, Block, Button, Card, Choice, Entry, Paragraph, Style, Text, text
from bot.core.requests import LinkedAccount
from bot.core.taps import Answer, ConfirmLink, EndAccount, ShowAccounts, Unlink
from bot.topics.linking.texts import call_city

_LINES = 5
"""In one card: with a button for each it still fits on a phone without much scrolling."""
_MOST = 10
"""Whoever has more is helped by staff."""

SHOW = Choice(text("linking.button.accounts"), ShowAccounts(), Style.QUIET)


def listed(city: City, accounts: tuple[LinkedAccount, ...]) -> tuple[Card, ...]:
    """The first is the one in use; at most ten, then how many more there are."""
    numbered = tuple(enumerate(accounts, 1))[:_MOST]
    pages = [numbered[start : start + _LINES] for start in range(0, len(numbered), _LINES)]
    more = len(accounts) - len(numbered)
    return tuple(_card(city, page, more if page is pages[-1] else 0) for page in pages)


def really_end(number: int, account: LinkedAccount) -> Ask:
    return Ask(
        text("linking.accounts.really", account=_name(number, account)),
        (
            Choice(text("linking.button.end_sure"), EndAccount(account.id, Answer.YES), Style.WARNING),
            Choice(text("linking.button.keep"), ConfirmLink(Answer.NO), Style.GOOD),
        ),
    )


def ended(number: int, account: LinkedAccount) -> Ask:
    return Ask(text("linking.accounts.ended", account=_name(number, account)), (SHOW,))


def _card(city: City, lines: tuple[tuple[int, LinkedAccount], ...], more: int) -> Card:
    header = text("linking.accounts.header")
    rest: tuple[Block, ...] = (Paragraph(text("linking.accounts.more", count=more)),) if more else ()
    return Card(
        header=header,
        blocks=(Paragraph(text("linking.accounts.what")), *(_line(*each) for each in lines), *rest),
        alert=header,
        buttons=(*(_stop(*each) for each in lines), call_city(city)),
    )


def _line(number: int, account: LinkedAccount) -> Entry:
    here = "linking.accounts.this" if number == 1 else "linking.accounts.other"
    title = text(here, account=_name(number, account))
    if account.by is None or account.since is None:
        return Entry(title, text("linking.accounts.from_register"))
    return Entry(title, text("linking.accounts.since", at=account.since, way=text(f"linking.way.{account.by}")))


def _stop(number: int, account: LinkedAccount) -> Button:
    tap = Unlink() if number == 1 else EndAccount(account.id)
    return Choice(text("linking.button.end_account", account=_name(number, account)), tap, Style.QUIET)


def _name(number: int, account: LinkedAccount) -> Text:
    return text(f"linking.channel.{channel_of(account.conversation)}", number=number)
