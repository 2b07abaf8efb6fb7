"""印刷: a link to the page that the leader carries on paper; it opens once, and the page shows it to nobody else."""

from bot.core.ask import Topic, ask
from bot.core.errors import Unavailable
from bot.core.replies import Card, Choice, Link, Paragraph, Reply, Say, Style, text
from bot.core.requests import PaperAddress
from bot.core.taps import AskSummary
from bot.core.turn import Outcome, Turn
from bot.topics.area.question import About


def answer(turn: Turn, about: About) -> Topic[Outcome]:
    """Nobody's data are in the message; they are decided about, and written down, when the page is opened."""
    assert turn.person is not None
    try:
        address = yield from ask(PaperAddress(turn.person.id, about.district, about.incident.id, turn.now))
        reply: Reply = _card(about, address)
    except Unavailable:
        reply = Say(text("area.paper.unavailable"))
    return Outcome(turn.conversation.idle(), (reply,), drill=about.incident.drill)


def _card(about: About, address: str) -> Card:
    header = text("area.paper", district=about.name)
    return Card(
        header=header,
        blocks=(
            Paragraph(text("area.paper.what")),
            Paragraph(text("area.paper.once")),
            Paragraph(text("area.paper.back")),
        ),
        alert=header,
        buttons=(
            Link(text("area.paper.open"), address, Style.GOOD),
            Choice(text("area.button.summary"), AskSummary(about.district), Style.QUIET),
        ),
        tone=about.tone,
    )
