"""Sets up logging: structlog for ours, the standard library's loggers through the same last steps, everything redacted.

A log line has a constant event name and ids under keywords. Nothing here is done at import: an entry point calls
`configure_logging` once.
"""

import logging
import sys
import traceback
from typing import Literal, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from config.redaction import masked, redact

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["json", "console"]

# Libraries that log what people wrote or who they are (addresses, parameters, bodies) when they are talkative.
QUIET = ("uvicorn", "uvicorn.error", "sqlalchemy", "httpx", "httpcore", "aiohttp", "asyncio", "aiosqlite", "linebot")
# Messages of these errors are ours and hold ids only, or come from the operating system.
OURS = ("admin.", "bot.", "handlers.", "integrations.", "nlu.", "config.")
# structlog's own words; everything else in an entry is redacted.
FRAME = frozenset({"event", "level", "logger", "timestamp", "exception"})


def configure_logging(level: Level = "info", form: Format = "json", stream: TextIO | None = None) -> None:
    """Send all logs of this process to `stream` (standard error), one entry a line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        exception_without_words,
        redaction,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering(form)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    quieten()


def rendering(form: Format) -> list[Processor]:
    if form == "json":
        return [structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]


def quieten() -> None:
    """Libraries speak from WARNING on, through our handler only; nobody keeps a list of who called which address."""
    for name in (*QUIET, "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def redaction(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """The last step before rendering: nothing personal goes further."""
    frame = {key: masked(value) if isinstance(value, str) else value for key, value in entry.items() if key in FRAME}
    details = {key: value for key, value in entry.items() if key not in FRAME and not key.startswith("_")}
    inner = {key: value for key, value in entry.items() if key.startswith("_")}
    return {**frame, **redact(details), **inner}


def exception_without_words(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """Replace `exc_info` by where it happened and what kind it is.

    The words of an exception may quote what a person wrote (a validation error shows its input, a database error
    the row), so they stay out unless the exception is one of ours or the operating system's.
    """
    error = as_exception(entry.pop("exc_info", None))
    if error is not None:
        entry["exception"] = described(error)
    return entry


def as_exception(given: object) -> BaseException | None:
    """`exc_info` as loggers give it: an exception, the triple of `sys.exc_info`, or True for the current one."""
    match given:
        case BaseException():
            return given
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exception()
        case _:
            return None


def described(error: BaseException) -> str:
    """The chain of causes, outermost last as Python prints it: frames, kind, and words where they are safe."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = "".join(traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=True).format())
    last = f"{type(error).__module__}.{type(error).__qualname__}{safe_words(error)}"
    return (f"{described(before)}\nfollowed by\n" if before else "") + frames + last


def safe_words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror}" if error.strerror else ""
    return f": {error}" if type(error).__module__.startswith(OURS) else ""
