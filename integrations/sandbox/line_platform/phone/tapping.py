"""Taps a button: what LINE's app does for each kind of action."""

from collections.abc import Callable, Mapping
from typing import Any

from integrations.sandbox.line_platform.phone.buttons import Button, Wanted, buttons_of, find_button
from integrations.sandbox.line_platform.phone.hand import CannotDoError, Done, Hand
from integrations.sandbox.line_platform.phone.writing import say

Moment = str | None
"""What the person picked in a date picker, in the form of the action's mode."""


def tap(hand: Hand, wanted: Wanted, moment: Moment = None) -> Done:
    """Taps the first button that fits; the quick reply goes away with most taps on it."""
    button = find_button(hand, wanted)
    if button is None:
        raise CannotDoError(f"no such button on the screen; there are: {_named(hand) or 'none'}")
    done = _KINDS[button.action["type"]](hand, button.action, moment)
    if button.chip and button.action["type"] not in _CHIPS_STAY:
        hand.chat.quick_reply_gone = True
        hand.platform.changes.tell(hand.chat.chat_id, "state")
    return done


def _named(hand: Hand) -> str:
    return ", ".join(_name(button) for button in buttons_of(hand))


def _name(button: Button) -> str:
    return str(button.action.get("label") or button.action.get("data") or button.action["type"])


def _postback(hand: Hand, action: Mapping[str, Any], _: Moment) -> Done:
    hidden_words = action.get("text")
    message_id = hand.echo(action["displayText"]) if "displayText" in action else None
    if hidden_words is not None:
        say(hand, hidden_words)
    done = hand.postback({"data": action["data"]})
    return Done(done.event_id, message_id, done.webhook, _opened(action))


def _opened(action: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return action if "inputOption" in action else None


def _message(hand: Hand, action: Mapping[str, Any], _: Moment) -> Done:
    return say(hand, action["text"])


def _date(hand: Hand, action: Mapping[str, Any], moment: Moment) -> Done:
    if moment is None:
        return Done(opened=action)
    return hand.postback({"data": action["data"], "params": {action["mode"]: moment}})


def _link(hand: Hand, action: Mapping[str, Any], _: Moment) -> Done:
    hand.world.journal.opened_uris.append((hand.user_id, action["uri"]))
    return Done(opened=action)


def _on_the_phone(_: Hand, action: Mapping[str, Any], __: Moment) -> Done:
    return Done(opened=action)


def _switch_menu(hand: Hand, action: Mapping[str, Any], _: Moment) -> Done:
    menus, alias = hand.world.rich_menus, action["richMenuAliasId"]
    target = menus.menus.get(menus.aliases.get(alias, ""))
    if alias not in menus.aliases:
        status = "RICHMENU_ALIAS_ID_NOTFOUND"
    elif target is None or target.image is None:
        status = "RICHMENU_NOTFOUND"
    else:
        status, hand.user.rich_menu_id = "SUCCESS", target.rich_menu_id
    params = {"newRichMenuAliasId": alias, "status": status}
    return hand.postback({"data": action["data"], "params": params})


_CHIPS_STAY = frozenset({"camera", "cameraRoll", "location", "datetimepicker"})
_KINDS: Mapping[str, Callable[[Hand, Mapping[str, Any], Moment], Done]] = {
    "postback": _postback,
    "message": _message,
    "datetimepicker": _date,
    "uri": _link,
    "richmenuswitch": _switch_menu,
    "clipboard": _on_the_phone,
    "camera": _on_the_phone,
    "cameraRoll": _on_the_phone,
    "location": _on_the_phone,
}
