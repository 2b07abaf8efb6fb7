"""A mailing that is refused without a word about whom is halved: its family of letters, and when to stop. Pure.

The whole is number 1 of its family and the halves of number n are 2n and 2n + 1. A half's id says whose family it is
of and its number there, so that all of a family can be found by their ids.
"""

from typing import NamedTuple

from bot.core.ids import MessageId

ENOUGH = 15
"""Refusals after which nobody is asked any more where nobody at all was reached: a mailing halved four times.

One recipient at fault among 500 causes ten refusals at most, so that all others are asked whatever comes between.
"""
_LAST_NUMBER = 2**10 - 1
"""Of a family that began with 500 recipients, the most that a channel takes."""


class Family(NamedTuple):
    """What is known of a mailing and its halves: how many were refused, and whether any was accepted."""

    refused: int = 0
    reached: bool = False


def family_name(letter: MessageId) -> MessageId:
    """The id of the whole."""
    return MessageId(letter.partition("/")[0])


def is_half(letter: MessageId) -> bool:
    return "/" in letter


def halves_of(letter: MessageId) -> tuple[MessageId, MessageId]:
    whole, _, number = letter.partition("/")
    first = 2 * int(number or 1)
    return MessageId(f"{whole}/{first}"), MessageId(f"{whole}/{first + 1}")


def members_of(whole: MessageId) -> list[MessageId]:
    """The ids of the whole and of every half there can be."""
    return [whole, *(MessageId(f"{whole}/{number}") for number in range(2, _LAST_NUMBER + 1))]
