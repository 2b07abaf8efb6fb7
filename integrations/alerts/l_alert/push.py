"""What L-Alert is answered when it pushes: the SOAP response of its `publish` operation."""

from typing import Final

ANSWER_MEDIA_TYPE: Final = "text/xml; charset=utf-8"
_TAKEN: Final = 0
_NOT_TAKEN: Final = 1
_ANSWER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<publishResponse xmlns="http://soap.publiccommons.ne.jp/"><response><code>{code}</code></response>'
    "</publishResponse></soap:Body></soap:Envelope>\n"
)


def answer_to_push(*, taken: bool) -> bytes:
    """Taken is said once the documents are stored, never before; otherwise L-Alert sends them again."""
    return _ANSWER.format(code=_TAKEN if taken else _NOT_TAKEN).encode()
