"""A table of words and numbers: a head, rows whose first cell names them."""

from collections.abc import Sequence

from nicegui.elements.mixins.text_element import TextElement

from admin.pages.elements import tag


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> TextElement:
    """`rows` empty: says so instead."""
    with tag("section", classes="numbers-of", aria_label=title) as section:
        tag("h3", title, "table-title")
        if note:
            tag("p", note, "means")
        if not rows:
            tag("p", "ありません。", "none-yet")
            return section
        with tag("div", classes="scrolls", tabindex="0", role="region", aria_label=f"{title}の表"), tag("table"):
            with tag("thead"), tag("tr"):
                for each in head:
                    tag("th", each, scope="col") if each else tag("td")
            with tag("tbody"):
                for first, *others in rows:
                    with tag("tr"):
                        tag("th", first, scope="row")
                        for each in others:
                            tag("td", each)
    return section
