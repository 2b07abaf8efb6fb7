"""まとめ: the counts of one district, and the buttons to what else there is."""

from bot.core.ask import Topic, ask
from bot.core.replies import Block, Card, Choice, Paragraph, Style, text
from bot.core.reports import AreaSummary, Listing
from bot.core.requests import SummaryOf
from bot.core.taps import AskBlocks, AskCall, AskListing, AskPaper
from bot.core.turn import Outcome, Turn
from bot.rules.area_bars import bars
from bot.rules.area_list import MANY
from bot.rules.area_summary import withheld
from bot.topics.area.counted import counted
from bot.topics.area.question import About


def answer(turn: Turn, about: About) -> Topic[Outcome]:
    counts = yield from ask(SummaryOf(about.district, about.incident.id))
    if _is_looked_through(counts):
        roll = yield from counted(turn, about)
        counts = withheld(counts, roll.people if roll else ())
    return Outcome(turn.conversation.idle(), (_card(turn, about, counts),), drill=about.incident.drill)


def _is_looked_through(counts: AreaSummary) -> bool:
    return 0 < counts.asked <= MANY


def _card(turn: Turn, about: About, counts: AreaSummary) -> Card:
    header = text("area.summary", district=about.name)
    return Card(
        header=header,
        blocks=(
            Paragraph(text("area.as_of", asked=counts.asked, at=turn.now)),
            *bars(counts),
            *_left_out(counts),
            *_everybody(counts),
            *_unverified(counts),
        ),
        alert=text("area.alert", header=header, answered=counts.answered, asked=counts.asked),
        buttons=(
            Choice(text("area.button.needs_help"), AskListing(Listing.NEEDS_HELP, about.district), Style.DANGER),
            Choice(text("area.button.silent"), AskListing(Listing.SILENT, about.district)),
            Choice(text("area.button.blocks"), AskBlocks(about.district)),
            *((Choice(text("area.button.call"), AskCall(about.district)),) if counts.silent else ()),
            Choice(text("area.button.paper"), AskPaper(about.district), Style.QUIET),
        ),
        tone=about.tone,
    )


def _left_out(counts: AreaSummary) -> tuple[Block, ...]:
    """Whether an answer was left out or not, and no number: in an emergency it would be of those who are hidden."""
    return (Paragraph(text("area.withheld")),) if _is_looked_through(counts) else ()


def _everybody(counts: AreaSummary) -> tuple[Block, ...]:
    """Always said, so that it tells of nobody: まだの人 can be fewer than the silent of まとめ."""
    return (Paragraph(text("area.everybody_counted")),) if counts.silent else ()


def _unverified(counts: AreaSummary) -> tuple[Block, ...]:
    return (Paragraph(text("area.unverified", count=counts.unverified)),) if counts.unverified else ()
