"""Asks the Rasa service what it makes of a text. Knows Rasa's wire format and nothing of what is done with it."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from nlu.labels import ASK, NONE
from nlu.normalisation import Normalised
from nlu.statistics.scores import Scores

BUDGET = 0.3
"""Seconds that Rasa may take for one message, connection included; people wait for the answer."""
_LARGEST_ANSWER = 100_000
_PLAIN = {"Accept-Encoding": "identity"}
"""Nothing packed: so large an answer as it looks, so large it is."""

_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class RasaUnavailable(Exception):  # noqa: N818 - says what is the case
    """Rasa is down, late, or answers something else than an understanding. `reason` is one constant word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Strict(BaseModel):
    """Errors say nothing of the content: Rasa's answer repeats the message."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True)


class _Ranked(_Strict):
    name: str
    confidence: _Share


class _Facts(_Strict):
    condition: Mapping[str, _Share]
    about: Mapping[str, _Share]
    whereabouts: Mapping[str, _Share]
    needs: Mapping[str, _Share]


class _Answer(_Strict):
    """What Anpi reads of the answer of POST /model/parse; `facts` are nlu/rasa/fact_classifier.py's."""

    intent_ranking: tuple[_Ranked, ...] = Field(min_length=1)
    facts: _Facts


class RasaClient:
    """Rasa 3.6's HTTP API: POST /model/parse. Texts are sent to the city's own service and nowhere else."""

    def __init__(self, http: httpx.AsyncClient, address: str) -> None:
        self._http = http
        self._parse = f"{address.rstrip('/')}/model/parse"

    async def scores(self, normalised: Normalised, alarm: float) -> Scores:
        """Raises RasaUnavailable within the budget. `alarm` is passed on: Rasa reads whole messages, not clauses.

        The folded text is sent: no message can begin with Rasa's own `/intent` notation, which would be believed.
        """
        try:
            async with asyncio.timeout(BUDGET):
                answer = await self._answer(normalised.folded)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise RasaUnavailable("late") from error
        except httpx.HTTPError as error:
            raise RasaUnavailable("down") from error
        return _scores(answer, alarm)

    async def _answer(self, text: str) -> bytes:
        """No more of it is read than an understanding can be long."""
        content = b""
        async with self._http.stream("POST", self._parse, json={"text": text}, headers=_PLAIN) as answer:
            if answer.status_code != httpx.codes.OK:
                raise RasaUnavailable("refused")
            async for part in answer.aiter_raw():
                content += part
                if len(content) > _LARGEST_ANSWER:
                    raise RasaUnavailable("unintelligible")
        return content


def _scores(content: bytes, alarm: float) -> Scores:
    try:
        answer = _Answer.model_validate_json(content)
        told, places, needs = answer.facts.condition, answer.facts.whereabouts, answer.facts.needs
        ranking = {each.name: each.confidence for each in answer.intent_ranking}
        return Scores(
            intent={intent: ranking.get(intent.value, 0.0) for intent in Intent},
            condition={None: told[NONE], **{each: told.get(each.value, 0.0) for each in Condition}},
            asks=told.get(ASK, 0.0),
            other=answer.facts.about[About.OTHER.value],
            whereabouts={None: places[NONE], **{each: places.get(each.value, 0.0) for each in Whereabouts}},
            needs={need: needs[need.value] for need in Need},
            alarm=alarm,
        )
    except (ValidationError, KeyError) as error:
        raise RasaUnavailable("unintelligible") from error
