"""The second tap: what will happen is said once more in plain words, and only then it does. One thing at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from nicegui.elements.mixins.text_element import TextElement

from admin.pages.elements import Pressed, button, tag

_BRING: Final = """
const heading = getHtmlElement(%d);
heading?.focus({ preventScroll: true });
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
heading?.parentElement.scrollIntoView({ behavior: still ? "instant" : "smooth" });
"""

Act = Callable[[], Awaitable[bool]]
"""Says whether it is settled now; else it may be tried again."""


@dataclass(frozen=True, slots=True)
class Question:
    """`sentence`: what will happen; `note`: what to think of; `yes`: the words of the button.

    `more` draws what belongs to the sentence; `beside` what to look at before, below it where the screen is narrow.
    """

    sentence: str
    note: str
    yes: str
    more: Callable[[], None] | None = None
    beside: Callable[[], None] | None = None


class Sure:
    """Asks within `element`, whose content it replaces."""

    def __init__(self, element: TextElement) -> None:
        self._element = element
        self._is_busy = False

    def again(self) -> "Sure":
        """For the next question in the same place, once this one is settled."""
        return Sure(self._element)

    def anew(self) -> TextElement:
        self._element.clear()
        return self._element

    def ask(self, question: Question, act: Act, back: Callable[[], None]) -> None:
        with self.anew(), tag("div", classes="sure", role="group", aria_label="もう一度、確かめてください"):
            with tag("div", classes="asking"):
                tag("p", question.sentence, "sentence")
                if question.more:
                    question.more()
                tag("p", question.note, "by")
                with tag("div", classes="row"):
                    button(question.yes, self.once(act, back), "decide")
                    returning = button("もどる", back, "quiet")
            if question.beside:
                question.beside()
        focus(returning)

    def wait(self) -> None:
        """While something is looked up."""
        with self.anew():
            tag("p", "お待ちください。", "by", role="status")

    def once(self, act: Act, back: Callable[[], None]) -> Pressed:
        """A second click while the first is under way does nothing; `back` where it could not be settled."""

        async def pressed() -> None:
            if self._is_busy:
                return
            self._is_busy = True
            self.wait()
            if not await act():
                self._is_busy = False
                back()

        return pressed


def focus(element: TextElement) -> None:
    """Where the eyes are: the button that was pressed is gone."""
    element.client.run_javascript(f"getHtmlElement({element.id})?.focus()")


def bring(heading: TextElement) -> None:
    """What came below the edge of the screen: seen from its heading on, and read from there by a screen reader."""
    heading.props["tabindex"] = "-1"
    heading.client.run_javascript(_BRING % heading.id)
