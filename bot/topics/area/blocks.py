"""班ごと: the counts of each block, those with a call for help first."""

from collections.abc import Sequence

from bot.core.ask import Topic
from bot.core.consents import Disclosure, Item, RecipientKind
from bot.core.replies import Block, Card, Choice, Entry, Paragraph, Style, Text, text
from bot.core.reports import AreaSummary, Listing
from bot.core.taps import AskListing, AskPaper, AskSummary
from bot.core.turn import Outcome, Turn
from bot.rules.area_summary import FEWEST, BlockCount, by_block
from bot.rules.consent import disclosed
from bot.topics.area.counted import Roll, counted
from bot.topics.area.question import About

_SHOWN = frozenset({Item.CONDITION, Item.ADDRESS})


def answer(turn: Turn, about: About) -> Topic[Outcome]:
    roll = yield from counted(turn, about)
    if roll is None:
        blocks: tuple[Block, ...] = (Paragraph(text("area.blocks.too_many")),)
        return Outcome(turn.conversation.idle(), (_card(turn, about, blocks),), drill=about.incident.drill)
    rows = by_block(roll.people)
    blocks = tuple(map(_entry, rows)) or (Paragraph(text("area.nobody")),)
    note = (Paragraph(text("area.blocks.apart")),) if any(each.block is None for each in rows) else ()
    return Outcome(
        turn.conversation.idle(),
        (_card(turn, about, (*blocks, *note)),),
        disclosures=_disclosures(rows, roll, about),
        drill=about.incident.drill,
    )


def _card(turn: Turn, about: About, blocks: tuple[Block, ...]) -> Card:
    header = text("area.blocks", district=about.name)
    return Card(
        header=header,
        blocks=(Paragraph(text("area.blocks.as_of", at=turn.now)), *blocks),
        alert=header,
        buttons=(
            Choice(text("area.button.needs_help"), AskListing(Listing.NEEDS_HELP, about.district), Style.DANGER),
            Choice(text("area.button.silent"), AskListing(Listing.SILENT, about.district)),
            Choice(text("area.button.paper"), AskPaper(about.district)),
            Choice(text("area.button.summary"), AskSummary(about.district), Style.QUIET),
        ),
        tone=about.tone,
    )


def _entry(row: BlockCount) -> Entry:
    counts = row.counts
    title = (
        text("area.block", block=row.block, count=counts.asked)
        if row.block
        else text("area.block.none", count=counts.asked)
    )
    return Entry(title, _detail(row), _style(counts))


def _detail(row: BlockCount) -> Text:
    """What is none is not said: a leader looks for what there is to do."""
    counts = row.counts
    parts = (
        (counts.needs_rescue, text("area.block.rescue", count=counts.needs_rescue)),
        (counts.injured, text("area.block.injured", count=counts.injured)),
        (counts.silent, text("area.block.silent", count=counts.silent)),
        (counts.safe, text("area.block.safe", count=counts.safe)),
        (row.is_whole, text("area.block.whole")),
    )
    said = tuple(words for is_there, words in parts if is_there)
    return text("area.block.what", parts=said or (text("area.answered"),))


def _style(counts: AreaSummary) -> Style:
    if counts.needs_rescue:
        return Style.DANGER
    if counts.injured or counts.silent:
        return Style.WARNING
    return Style.GOOD


def _disclosures(rows: Sequence[BlockCount], roll: Roll, about: About) -> tuple[Disclosure, ...]:
    """A block of one or two tells how they are: of those who agreed to that, it is written down."""
    few = [each.person.id for row in rows if row.block and row.counts.asked < FEWEST for each in row.members]
    shown = [roll.seen[each] for each in few if each in roll.seen]
    return tuple(
        disclosed(each.question, each.allowed, _SHOWN, about.incident.id)
        for each in shown
        if each.allowed.kind is not RecipientKind.PERSON
    )
