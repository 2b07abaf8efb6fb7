"""A form of plain HTML: what was typed stays in the browser until it is sent, whatever else of the page changes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

from admin.pages.elements import tag

MOST_FIELDS = 500
LONGEST = 2_000
"""Characters of a field; a longer one counts as empty."""

Filled = Mapping[str, Sequence[str]]
"""Of each field what was chosen or typed, several where several boxes are ticked."""
Submitted = Callable[[Filled], Awaitable[None] | None]

_SEND = "(e) => { e.preventDefault(); emit([...new FormData(e.target)]); }"


def form(submitted: Submitted, classes: str = "", **attributes: str) -> TextElement:
    element = tag("form", classes=f"form {classes}".strip(), **attributes)

    def sent(event: GenericEventArguments) -> Awaitable[None] | None:
        return submitted(read(event.args))

    element.on("submit", sent, js_handler=_SEND)
    return element


def read(sent: object) -> Filled:
    """Only pairs of texts, as a browser sends them; whatever else somebody made up is not there."""
    found: dict[str, list[str]] = {}
    for pair in sent[:MOST_FIELDS] if isinstance(sent, list) else []:
        match pair:
            case [str(name), str(value)] if len(value) <= LONGEST:
                found.setdefault(name, []).append(value)
            case _:
                continue
    return found


def first(filled: Filled, name: str) -> str:
    return next(iter(filled.get(name, ())), "")


def text_field(name: str, label: str, value: str = "", *, longest: int, hint: str = "") -> None:
    """`defaultValue`, not `value`: a live page would put that back over what is being typed."""
    with tag("label", classes="field"):
        tag("span", label, "field-name")
        if hint:
            tag("span", hint, "hint")
        field = tag("input", name=name, type="text", maxlength=f"{longest}", autocomplete="off")
        field.props["defaultValue"] = value


def box(name: str, value: str, label: str, *, kind: str = "checkbox", ticked: bool = False) -> None:
    """A box or, of several with one name, a button to choose by (`radio`)."""
    with tag("label", classes="box"):
        field = tag("input", name=name, value=value, type=kind)
        if ticked:
            field.props["defaultChecked"] = True
        tag("span", label)
