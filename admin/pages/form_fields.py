"""Fields of a form whose values live here, on the server: what staff typed is known before they press a button."""

from collections.abc import Callable, Sequence

from nicegui.elements.mixins.text_element import TextElement

from admin.pages.elements import tag

Option = tuple[str, str]
"""A value and its words."""
Changed = Callable[[], None]

_VALUE = "(event) => emit(event.target.value)"
_CHECKED = "(event) => emit(event.target.checked)"


class Line:
    """One line, or `rows` of them. The browser keeps to `most` characters; whoever reads the value checks it again."""

    def __init__(self, label: str, most: int, changed: Changed, *, hint: str = "", rows: int = 1) -> None:
        self.value = ""
        with tag("label", classes="field"):
            tag("span", label, "field-label")
            if hint:
                tag("span", hint, "hint")
            name, sized = ("textarea", {"rows": str(rows)}) if rows > 1 else ("input", {"type": "text"})
            field = tag(name, classes="typed", maxlength=str(most), autocomplete="off", **sized)

        def typed(value: str) -> None:
            self.value = value
            changed()

        field.on("input", lambda event: typed(str(event.args)), js_handler=_VALUE)


class Pick:
    """One of several; the first until something else is picked."""

    def __init__(self, label: str, options: Sequence[Option], changed: Changed) -> None:
        self.value = options[0][0]
        with tag("label", classes="field") as self.element:
            tag("span", label, "field-label")
            with tag("select", classes="typed") as field:
                for value, words in options:
                    tag("option", words, value=value)

        def picked(value: str) -> None:
            self.value = value if value in dict(options) else options[0][0]
            changed()

        field.on("change", lambda event: picked(str(event.args)), js_handler=_VALUE)


class Radio:
    """One of several, and none until somebody chooses: for what must not be left to a default."""

    def __init__(self, legend: str, name: str, options: Sequence[Option], changed: Changed) -> None:
        self.value = ""
        with tag("fieldset", classes="field radio"):
            tag("legend", legend, "field-label")
            for value, words in options:
                with tag("label", classes=f"option {value}"):
                    field = tag("input", type="radio", value=value)
                    field.props["name"] = name
                    tag("span", words)
                self._listen(field, value, changed)

    def _listen(self, field: TextElement, value: str, changed: Changed) -> None:
        def chosen() -> None:
            self.value = value
            changed()

        field.on("change", lambda _: chosen(), args=[])


class Ticks:
    """Any number of several."""

    def __init__(self, legend: str, options: Sequence[Option], changed: Changed, hint: str = "") -> None:
        self._ticked: set[str] = set()
        self._options = options
        with tag("fieldset", classes="field ticks"):
            tag("legend", legend, "field-label")
            if hint:
                tag("p", hint, "hint")
            with tag("div", classes="options"):
                for value, words in options:
                    self._tick(value, words, changed)

    @property
    def values(self) -> tuple[str, ...]:
        """In the order of the options."""
        return tuple(value for value, _ in self._options if value in self._ticked)

    def _tick(self, value: str, words: str, changed: Changed) -> None:
        with tag("label", classes="option"):
            field = tag("input", type="checkbox")
            tag("span", words)

        def ticked(checked: bool) -> None:  # noqa: FBT001 - what the browser says
            (self._ticked.add if checked else self._ticked.discard)(value)
            changed()

        field.on("change", lambda event: ticked(bool(event.args)), js_handler=_CHECKED)
