"""Hints that there is work, within one process or between machines. One that gets lost costs no more than a poll."""

from bot.storage.wakeups.in_process import InProcessWakeups
from bot.storage.wakeups.redis import RedisWakeups

__all__ = ["InProcessWakeups", "RedisWakeups"]
