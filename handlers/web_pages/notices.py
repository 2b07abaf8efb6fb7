"""What is said on the way to a sign-in, and after one that did not happen. Nothing personal stands on any of them."""

from bot.core.people import City
from bot.core.replies import text
from handlers.web_pages.page import Page
from handlers.web_pages.ports import Advice

CHAT = "/chat"
START = "/sign-in"


def landing(city: City, begin: str) -> Page:
    """What will happen, before it does."""
    return Page(
        text("sign_in.heading"),
        (text("sign_in.what_happens", city=city.name), text("sign_in.can_be_ended")),
        ((text("sign_in.button.begin"), begin),),
    )


def no_chat() -> Page:
    """A browser without a chat account, from no link of LINE."""
    return Page(
        text("sign_in.heading"), (text("sign_in.open_chat_first"),), ((text("sign_in.button.open_chat"), CHAT),)
    )


def not_signed_in(advice: Advice, *, from_line: bool) -> Page:
    headings = {
        Advice.TRY_AGAIN: text("sign_in.try_again"),
        Advice.NOT_POSSIBLE_NOW: text("sign_in.not_possible_now"),
        Advice.CANCELLED: text("sign_in.cancelled"),
    }
    again = text("sign_in.again_from_line") if from_line else text("sign_in.again_from_chat")
    later = text("sign_in.later")
    words = later if advice is Advice.NOT_POSSIBLE_NOW else again
    links = () if from_line else ((text("sign_in.button.open_chat"), CHAT),)
    return Page(headings[advice], (words,), links)


def unknown_person() -> Page:
    return Page(text("sign_in.unknown"), (text("sign_in.unknown_what_next"),))
