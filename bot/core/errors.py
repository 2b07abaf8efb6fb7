"""The few errors that cross a layer. What a person types wrong is a reply, never an exception."""


class Unavailable(Exception):  # noqa: N818 - DESIGN.md 4.5 names it so
    """A dependency did not answer. Thrown into the topic that asked, which says something helpful."""

    def __init__(self, dependency: str) -> None:
        super().__init__(dependency)
        self.dependency = dependency


class Refused(Exception):  # noqa: N818 - what the channel said
    """The channel will never accept this message as it is (4xx other than 409 and 429).

    `recipients` are the addresses that the channel named as the reason, where it did; `names_body`: it named what the
    message says, so that nobody else will be sent it either.
    """

    def __init__(self, status: int, recipients: tuple[str, ...] = (), *, names_body: bool = False) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.recipients = recipients
        self.names_body = names_body


class TryLater(Exception):  # noqa: N818 - what the channel said
    """Unknown or temporary: retry with the same key (line.md 2.3).

    `ambiguous` is True where the message may have been delivered (timeout, 5xx), False where it surely was not
    (429, no connection). `pause`: seconds the channel asks to wait.
    """

    def __init__(self, reason: str, *, ambiguous: bool, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.ambiguous = ambiguous
        self.pause = pause
