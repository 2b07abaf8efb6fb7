"""Validate: the same check as the real call, without any effect (line.md 2.7)."""

from integrations.sandbox.line_platform.api.call import Answer, Call, refuse_unless_valid
from integrations.sandbox.line_platform.validator.messages import VALIDATE
from integrations.sandbox.line_platform.validator.rich_menu import RICH_MENU


def validate_messages(call: Call) -> Answer:
    refuse_unless_valid(VALIDATE, call.body)
    return Answer({})


def validate_rich_menu(call: Call) -> Answer:
    refuse_unless_valid(RICH_MENU, call.body)
    return Answer({})
