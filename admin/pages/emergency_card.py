"""One emergency that holds: where, why, until when, who declared it, what it opens; and 「終える」."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.emergencies import Declared
from admin.pages import emergency_words as told
from admin.pages.elements import button, fact, say, tag
from admin.pages.sure import Question, Sure, focus

End = Callable[[Declared], Awaitable[bool]]


class EmergencyCard:
    """`end` None: whoever looks may not end it."""

    def __init__(self, declared: Declared, end: End | None, city: str, zone: ZoneInfo) -> None:
        self._declared = declared
        self._place = told.where(declared.where, city)
        emergency = declared.emergency
        self.element = tag("li", classes="emergency")
        with self.element:
            tag("h3", self._place, "emergency-where")
            with tag("p", classes="emergency-until"):
                tag("span", f"{told.moment(emergency.until, zone)}まで")
                self._left = tag("span", classes="left")
            with tag("dl", classes="facts-list"):
                fact("きっかけ", emergency.cause)
                by = f" {declared.by}さん" if declared.by else ""
                fact("宣言", f"{told.moment(emergency.declared_at, zone)}{by}")
                fact("見せられる相手", told.helpers(emergency.recipients))
            if end is not None:
                self._sure = Sure(tag("div", classes="deciding"))
                self._ask(end)

    def update(self, now: datetime) -> None:
        say(self._left, told.left(self._declared.emergency.until, now))

    def _ask(self, end: End, *, focused: bool = False) -> None:
        sentence = f"{self._place}の有事を、いま終えます。いまから、同意した相手だけが見られるようになります。"
        question = Question(sentence, "もう一度必要になったときは、宣言し直します。", "はい、いま終えます")

        def ask() -> None:
            self._sure.ask(question, lambda: end(self._declared), lambda: self._ask(end, focused=True))

        with self._sure.anew():
            first = button("終える", ask, "quiet", aria_label=f"終える: {self._place}")
        if focused:
            focus(first)
