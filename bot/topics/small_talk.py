"""Greetings, thanks and 「使い方」: short, warm, and with the one button that matters."""

from bot.core.ask import Topic
from bot.core.events import ButtonTapped
from bot.core.replies import Button, Card, Choice, Link, Paragraph, Say, Style, text
from bot.core.taps import (
    AskAboutFamily,
    AskHelp,
    AskSummary,
    ChooseLanguage,
    ShowAccounts,
    ShowConsents,
    StartLinking,
    StartReport,
    Unlink,
)
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent
from bot.rules.leading import asks_about_districts

_INTENTS = frozenset({Intent.GREET, Intent.THANKS, Intent.HELP, Intent.AFFIRM, Intent.DENY})


def applies(turn: Turn) -> bool:
    if isinstance(turn.event.what, ButtonTapped):
        return isinstance(turn.event.what.tap, AskHelp)
    return turn.understanding is not None and turn.understanding.intent in _INTENTS


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    intent = turn.understanding.intent if turn.understanding else None
    match Intent.HELP if _asks_for_help(turn) else intent:
        case Intent.THANKS:
            return Outcome(turn.conversation, (Say(text("small_talk.thanks")),), must_deliver=False)
        case Intent.AFFIRM | Intent.DENY:
            return Outcome(turn.conversation, (Say(text("small_talk.understood")),), must_deliver=False)
        case Intent.GREET:
            return Outcome(turn.conversation, (_menu(turn, "small_talk.greeting"),))
        case _:
            return Outcome(turn.conversation, (_menu(turn, "help.what"),))


def _link(turn: Turn) -> tuple[Button, ...]:
    """Both ways: an account that is nobody's can be linked, and one that is can be ended (line.md 5.1)."""
    if turn.person is None and not turn.sharers:
        return (Choice(text("linking.button.start"), StartLinking()),)
    if not _asks_for_help(turn):
        return ()
    return (
        Choice(text("linking.button.accounts"), ShowAccounts(), Style.QUIET),
        Choice(text("linking.button.unlink"), Unlink(), Style.QUIET),
    )


def _consents(turn: Turn) -> tuple[Button, ...]:
    return (Choice(text("consent.button.list"), ShowConsents(), Style.QUIET),) if turn.person else ()


def _asks_for_help(turn: Turn) -> bool:
    """Tapped, or in words."""
    what = turn.event.what
    if isinstance(what, ButtonTapped):
        return isinstance(what.tap, AskHelp)
    return turn.understanding is not None and turn.understanding.intent is Intent.HELP


def _menu(turn: Turn, key: str) -> Card:
    leads = asks_about_districts(turn.roles)
    area: tuple[Button, ...] = (Choice(text("button.summary"), AskSummary()),) if leads else ()
    own_words = (Paragraph(text("help.leader")),) if leads and _asks_for_help(turn) else ()
    return Card(
        header=text("help.header"),
        blocks=(Paragraph(text(key)), *own_words),
        alert=text("help.header"),
        buttons=(
            Choice(text("button.start_report"), StartReport(), Style.GOOD),
            Choice(text("button.ask_family"), AskAboutFamily()),
            *area,
            *_consents(turn),
            *_link(turn),
            Choice(text("button.language"), ChooseLanguage(), Style.QUIET),
            Link(text("button.call_city"), f"tel:{turn.city.phone}", Style.QUIET),
        ),
    )
