"""The stand-in for the LINE platform: what a bot calls, what calls the bot, and what people do on phones."""

from integrations.sandbox.line_platform.app import create_line_platform
from integrations.sandbox.line_platform.channel import Channel
from integrations.sandbox.line_platform.clock import RealClock, VirtualClock
from integrations.sandbox.line_platform.faults import Fault, FaultKind
from integrations.sandbox.line_platform.page import DemoAction, PhonePage
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.webhooks.chaos import Chaos
from integrations.sandbox.line_platform.webhooks.settings import WebhookSettings
from integrations.sandbox.line_platform.world import World

__all__ = [
    "Channel",
    "Chaos",
    "DemoAction",
    "Fault",
    "FaultKind",
    "PhonePage",
    "Platform",
    "RealClock",
    "VirtualClock",
    "WebhookSettings",
    "World",
    "create_line_platform",
]
