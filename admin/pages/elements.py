"""Plain HTML elements, live: NiceGUI sends what changes. Words are always text, never HTML."""

from collections.abc import Awaitable, Callable

from nicegui.elements.mixins.text_element import TextElement

Pressed = Callable[[], Awaitable[None] | None]


def tag(name: str, /, text: str = "", classes: str = "", **attributes: str) -> TextElement:
    """`tag("h2", "けが", "title", role="heading")`; an attribute's `_` is a `-`."""
    element = TextElement(tag=name, text=text)
    if classes:
        element.classes(classes)
    for attribute, value in attributes.items():
        element.props[attribute.replace("_", "-")] = value
    return element


def button(text: str, pressed: Pressed, classes: str = "", **attributes: str) -> TextElement:
    element = tag("button", text, classes, type="button", **attributes)
    element.on("click", lambda _: pressed(), args=[])
    return element


def fact(name: str, value: str) -> None:
    """One line of a `dl`; none where there is nothing to say."""
    if value:
        with tag("div"):
            tag("dt", name)
            tag("dd", value)


def say(element: TextElement, text: str) -> None:
    """Sends nothing where the words are the same."""
    if element.text != text:
        element.set_text(text)


def show(element: TextElement, *, shown: bool) -> None:
    if element.visible != shown:
        element.set_visibility(shown)
