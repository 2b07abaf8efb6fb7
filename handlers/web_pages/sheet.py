"""The HTML of the page for paper: A4, big letters, a line for each household by block, boxes to tick by hand."""

from html import escape
from importlib.resources import files
from string import Template

from bot.core.language import Language
from bot.core.people import City
from bot.core.replies import Phrasebook, Text, text
from bot.rules.area_paper import Block, Household, Paper, Resident
from bot.rules.opening_message import what_happened

_BOXES = ("paper.flag", "paper.met", "paper.away")


class Sheets:
    def __init__(self, phrasebook: Phrasebook, city: City) -> None:
        self._phrasebook = phrasebook
        self._city = city
        self._template = Template(files("handlers.web_pages").joinpath("static/sheet.html").read_text("utf-8"))

    def before(self, language: Language) -> str:
        """What will happen, and the button that does it."""
        say = _Words(self._phrasebook, language)
        button = f'<form method="post"><button class="button">{say(text("paper.button.open"))}</button></form>'
        words = (text("paper.before", city=self._city.name), text("paper.before.once"), text("paper.before.ledger"))
        return self._page(say, text("paper.title"), say.paragraphs(*words) + button)

    def gone(self, language: Language) -> str:
        say = _Words(self._phrasebook, language)
        return self._page(say, text("paper.gone"), say.paragraphs(text("paper.gone.what")))

    def down(self, language: Language) -> str:
        say = _Words(self._phrasebook, language)
        return self._page(say, text("paper.down"), say.paragraphs(text("paper.down.what")))

    def sheet(self, paper: Paper, language: Language) -> str:
        say = _Words(self._phrasebook, language)
        mark = text("drill.mark") if paper.incident.drill else None
        as_of = text("paper.as_of", what=what_happened(paper.incident), at=paper.at)
        nobody = () if paper.blocks else (text("paper.nobody"),)
        others = (text("paper.unnamed", count=paper.unnamed),) if paper.unnamed else ()
        content = (
            f'<button class="button" id="print" type="button">{say(text("paper.print"))}</button>'
            + say.paragraphs(as_of, *nobody)
            + "".join(_block(each, say) for each in paper.blocks)
            + say.paragraphs(*others)
            + f'<p class="back">{say(text("paper.back"))}</p>'
            + '<script type="module" src="/paper/print.js"></script>'
        )
        return self._page(say, text("paper.heading", district=paper.district.name), content, mark)

    def _page(self, say: "_Words", heading: Text, content: str, mark: Text | None = None) -> str:
        return self._template.substitute(
            lang=str(say.language),
            city=escape(self._city.name),
            heading=say(heading),
            mark=f'<p class="mark">{say(mark)}</p>' if mark else "",
            content=content,
        )


class _Words:
    """Texts in one language, ready for HTML."""

    def __init__(self, phrasebook: Phrasebook, language: Language) -> None:
        self._phrasebook = phrasebook
        self.language = language

    def __call__(self, words: Text) -> str:
        return escape(self._phrasebook.say(words, self.language)).replace("\n", "<br>")

    def paragraphs(self, *words: Text) -> str:
        return "".join(f"<p>{self(each)}</p>" for each in words)


def _block(block: Block, say: _Words) -> str:
    name = say(text("paper.block", block=block.name) if block.name else text("paper.block.none"))
    boxes = "".join(f'<th class="box" scope="col">{say(text(each))}</th>' for each in _BOXES)
    names, state = say(text("paper.column.name")), say(text("paper.column.state"))
    head = f'<tr>{boxes}<th scope="col">{names}</th><th class="state" scope="col">{state}</th></tr>'
    rows = "".join(_household(each, say) for each in block.households)
    return f"<table><caption>{name}</caption><thead>{head}</thead>{rows}</table>"


def _household(household: Household, say: _Words) -> str:
    """A row for each resident, so that a state stands beside its name; one set of boxes for the door."""
    boxes = f'<td class="box" rowspan="{len(household.residents)}"><span class="tick"></span></td>' * len(_BOXES)
    address = f'<p class="address">{escape(household.address)}</p>' if household.address else ""
    heading, last = say(text("paper.column.state")), len(household.residents) - 1
    rows = "".join(
        f"<tr>{'' if number else boxes}<td><p>{_resident(each)}</p>{address if number == last else ''}</td>"
        f'<td class="state" data-heading="{heading}"><p>{say(each.state)}</p></td></tr>'
        for number, each in enumerate(household.residents)
    )
    return f"<tbody>{rows}</tbody>"


def _resident(resident: Resident) -> str:
    phone = f' <span class="phone">{escape(resident.phone)}</span>' if resident.phone else ""
    return f'<span class="name">{escape(resident.name)}</span>{phone}'
