"""What the commands of `anpi nlu review` work with, handed to them by the composition root."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.bootstrap.reviewing import ReviewDesk

OpenDesk = Callable[[], AbstractAsyncContextManager[ReviewDesk]]
