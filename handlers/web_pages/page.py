"""One page of HTML: a heading, a few sentences, big links. The same for everything that has to be said on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template

from starlette.responses import Response

from bot.core.language import Language
from bot.core.people import City
from bot.core.replies import Phrasebook, Text, text

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Page:
    """`links` are big buttons, the first of them the one that matters."""

    heading: Text
    paragraphs: tuple[Text, ...]
    links: tuple[tuple[Text, str], ...] = ()


class Pages:
    """Writes pages in the language that the browser asks for."""

    def __init__(self, phrasebook: Phrasebook, city: City) -> None:
        self._phrasebook = phrasebook
        self._city = city
        self._template = Template(_file("page.html"))

    def response(self, page: Page, accepted: str, status: int = 200) -> Response:
        """`accepted`: the header Accept-Language."""
        language = asked_for(accepted)
        html = self._html(page, language)
        headers = HEADERS | {"Vary": "Accept-Language", "Content-Language": str(language)}
        return Response(html, status, media_type="text/html", headers=headers)

    def _html(self, page: Page, language: Language) -> str:
        def say(words: Text) -> str:
            return escape(self._phrasebook.say(words, language)).replace("\n", "<br>")

        dialled = "tel:" + "".join(each for each in self._city.phone if each in "+0123456789")
        call = (text("sign_in.call_city", phone=self._city.phone), dialled)
        return self._template.substitute(
            lang=str(language),
            city=escape(self._city.name),
            heading=say(page.heading),
            paragraphs="".join(f"<p>{say(each)}</p>" for each in page.paragraphs),
            links=_links([(say(label), address) for label, address in (*page.links, call)]),
            still=say(text("sign_in.answers_without")),
        )


def stylesheet() -> Response:
    return Response(_file("page.css"), media_type="text/css", headers={"Cache-Control": "no-cache"})


def _links(links: Sequence[tuple[str, str]]) -> str:
    """`links` are escaped words and addresses."""
    return "".join(
        f'<a class="button{" first" if number == 0 and len(links) > 1 else ""}" href="{escape(address)}">{words}</a>'
        for number, (words, address) in enumerate(links)
    )


def _file(name: str) -> str:
    return files("handlers.web_pages").joinpath(f"static/{name}").read_text("utf-8")


def asked_for(accepted: str) -> Language:
    """Japanese, unless English comes first."""
    first = next((each.strip() for each in accepted.lower()[:200].split(",") if each.strip()[:2] in ("ja", "en")), "ja")
    return Language.ENGLISH if first.startswith("en") else Language.JAPANESE
