"""Native fields, live: what staff type, choose or tick is known here, on the server, before they press a button."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

from admin.pages.elements import tag

Option = tuple[str, str]
"""A value and its words."""
Given = Callable[[str], Awaitable[None] | None]

_CHECKED = "(event) => emit(event.target.checked)"


class Line:
    """A line of text of at most `most` characters, or `rows` of them; `text` is what stands in it."""

    def __init__(
        self, label: str, most: int, given: Given | None = None, *, means: str = "", text: str = "", **attributes: str
    ) -> None:
        """`means`: a sentence under the label. `text`: what stands in it at first. The others belong to the element."""
        self.text = text
        self._most = most
        self._given = given
        name, facts = "textarea" if "rows" in attributes else "input", {"autocomplete": "off", **attributes}
        with _labelled(label, means):
            self._element = tag(name, classes="typed", maxlength=str(most), **facts)
        _listen(self._element, "input", self._typed)
        # Not as an attribute: with every change around it the browser would be given it again, over what was typed.
        if text:
            self._element.run_method("setRangeText", text)

    def empty(self) -> None:
        """For the next one, in the browser as well."""
        self.text = ""
        self._element.run_method("setRangeText", "", 0, self._most)

    def _typed(self, text: str) -> Awaitable[None] | None:
        self.text = text[: self._most]
        return self._given(self.text) if self._given else None


class Choice:
    """One of several; `value` is the first until another is chosen. Drawn anew only where what is offered changes."""

    def __init__(self, label: str, options: Iterable[Option], given: Given) -> None:
        self.value = ""
        self._drawn: tuple[Option, ...] = ()
        self._given = given
        with _labelled(label) as self.element:
            self._select = tag("select", classes="typed")
        _listen(self._select, "change", self._chosen)
        self.offer(options)

    def offer(self, options: Iterable[Option], chosen: str | None = None) -> None:
        """`chosen`: None leaves what was chosen, as long as it is offered."""
        offered = tuple(options)
        if offered == self._drawn:
            return
        self._drawn = offered
        self.value = self._one_of_them(self.value if chosen is None else chosen)
        self._select.clear()
        with self._select:
            for value, words in offered:
                option = tag("option", words, value=value)
                if value == self.value:
                    option.props["selected"] = True

    def _chosen(self, value: str) -> Awaitable[None] | None:
        self.value = self._one_of_them(value)
        return self._given(self.value)

    def _one_of_them(self, value: str) -> str:
        first = self._drawn[0][0] if self._drawn else ""
        return value if value in dict(self._drawn) else first


class Radio:
    """One of several, and none until somebody chooses: for what must not be left to a default."""

    def __init__(self, legend: str, name: str, options: Sequence[Option], given: Given) -> None:
        self.value = ""
        with tag("fieldset", classes="field radio"):
            tag("legend", legend, "field-label")
            for value, words in options:
                with tag("label", classes=f"option {value}"):
                    field = tag("input", type="radio", value=value)
                    field.props["name"] = name
                    tag("span", words)
                self._listen(field, value, given)

    def _listen(self, field: TextElement, value: str, given: Given) -> None:
        def chosen() -> Awaitable[None] | None:
            self.value = value
            return given(value)

        field.on("change", lambda _: chosen(), args=[])


class Ticks:
    """Any number of several."""

    def __init__(self, legend: str, options: Sequence[Option], given: Given, means: str = "") -> None:
        self._ticked: set[str] = set()
        self._options = options
        with tag("fieldset", classes="field ticks"):
            tag("legend", legend, "field-label")
            if means:
                tag("p", means, "hint")
            with tag("div", classes="options"):
                for value, words in options:
                    self._one(value, words, given)

    @property
    def values(self) -> tuple[str, ...]:
        """In the order of the options."""
        return tuple(value for value, _ in self._options if value in self._ticked)

    def _one(self, value: str, words: str, given: Given) -> None:
        def ticked(is_ticked: bool) -> Awaitable[None] | None:  # noqa: FBT001 - what the browser says
            (self._ticked.add if is_ticked else self._ticked.discard)(value)
            return given(value)

        tick(words, ticked, "option")


def tick(label: str, given: Callable[[bool], Awaitable[None] | None], classes: str = "field tick") -> TextElement:
    with tag("label", classes=classes):
        element = tag("input", type="checkbox")
        tag("span", label)
    element.on("change", lambda event: given(event.args is True), js_handler=_CHECKED)
    return element


def _labelled(label: str, means: str = "") -> TextElement:
    """To be entered: what is drawn in it belongs to the label."""
    element = tag("label", classes="field")
    with element:
        tag("span", label, "field-label")
        if means:
            tag("span", means, "hint")
    return element


def _listen(element: TextElement, kind: str, given: Given) -> None:
    """Every letter at once: what was typed is here before the press that follows it."""

    def heard(event: GenericEventArguments) -> Awaitable[None] | None:
        return given(event.args) if isinstance(event.args, str) else None

    element.on(kind, heard, js_handler="(event) => emit(event.target.value)")
