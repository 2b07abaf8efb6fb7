"""Native fields, live: a choice, a line of text, a tick. What comes in is a text of at most so many characters."""

from collections.abc import Awaitable, Callable, Iterable

from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

from admin.pages.elements import tag

Given = Callable[[str], Awaitable[None] | None]


class Choice:
    """`options`: value and words, in their order; drawn anew only where they change."""

    def __init__(self, label: str, options: Iterable[tuple[str, str]], given: Given, *, chosen: str = "") -> None:
        self._drawn: tuple[tuple[str, str], ...] = ()
        with tag("label", classes="field"):
            tag("span", label)
            self.element = tag("select")
        _listen(self.element, "change", given)
        self.offer(options, chosen)

    def offer(self, options: Iterable[tuple[str, str]], chosen: str = "") -> None:
        offered = tuple(options)
        if offered == self._drawn:
            return
        self._drawn = offered
        self.element.clear()
        with self.element:
            for value, words in offered:
                option = tag("option", words, value=value)
                if value == chosen:
                    option.props["selected"] = True


class Line:
    """A line of text of at most `most` characters; `text` is what stands in it."""

    def __init__(
        self, label: str, most: int, given: Given | None = None, *, kind: str = "text", hint: str = "", text: str = ""
    ) -> None:
        """`kind`: of an `input`, or `textarea`. `text`: what stands in it at first."""
        self.text = text
        self._most = most
        self._given = given
        with tag("label", classes="field"):
            tag("span", label)
            facts = {"maxlength": str(most), "autocomplete": "off", "placeholder": hint}
            is_area = kind == "textarea"
            self.element = tag("textarea", rows="3", **facts) if is_area else tag("input", type=kind, **facts)
        _listen(self.element, "input", self._typed)
        # Not as an attribute: with every change around it the browser would be given it again, over what was typed.
        if text:
            self.element.run_method("setRangeText", text)

    def empty(self) -> None:
        """For the next one, in the browser as well."""
        self.text = ""
        self.element.run_method("setRangeText", "", 0, self._most)

    def _typed(self, text: str) -> Awaitable[None] | None:
        self.text = text[: self._most]
        return self._given(self.text) if self._given else None


def tick(label: str, given: Callable[[bool], Awaitable[None] | None]) -> TextElement:
    with tag("label", classes="field tick"):
        element = tag("input", type="checkbox")
        tag("span", label)
    element.on(
        "change",
        lambda event: given(event.args is True),
        js_handler="(event) => emit(event.target.checked)",
    )
    return element


def _listen(element: TextElement, kind: str, given: Given) -> None:
    """Every letter at once: what was typed is here before the press that follows it."""

    def heard(event: GenericEventArguments) -> Awaitable[None] | None:
        return given(event.args) if isinstance(event.args, str) else None

    element.on(kind, heard, js_handler="(event) => emit(event.target.value)")
