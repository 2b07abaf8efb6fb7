"""The settings: one class, read once from the environment at the edge of the program and handed on as values.

Importing this module reads nothing; only `load_settings` looks at the environment that it is given.
"""

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config.addresses import database_address, is_on_this_machine, redis_address, tile_address, web_address

PREFIX = "ANPI_"

WebAddress = Annotated[str, AfterValidator(web_address)]


def split_at_commas(given: object) -> object:
    """The parts between commas, without spaces and empty parts; what is no text stays as it is."""
    return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given


def small_letters(given: object) -> object:
    return given.strip().lower() if isinstance(given, str) else given


Secrets = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(split_at_commas)]
Word = BeforeValidator(small_letters)


def is_key(given: str) -> bool:
    """32 bytes in base64."""
    try:
        return len(b64decode(given, validate=True)) == 32
    except ValueError:
        return False


class SettingsError(Exception):
    """Settings that do not hold: `problems` has one plain sentence a variable, none of which quotes a secret."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(("These settings need mending:", *(f"  {line}" for line in problems))))
        self.problems = problems


class Settings(BaseSettings):
    """Every setting of Anpi. The variable is the field's name in capitals after `ANPI_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, validate_default=True, hide_input_in_errors=True
    )

    database_url: Annotated[str, AfterValidator(database_address)] = Field(
        default="sqlite:///.anpi/anpi.db",
        repr=False,
        description="Database: postgresql://USER:PASSWORD@HOST/NAME, or sqlite:///FILE for a single machine.",
    )
    redis_url: Annotated[str, AfterValidator(redis_address)] = Field(
        default="",
        repr=False,
        description="Redis, for several processes: redis://HOST:6379/0. Empty: everything in one process.",
    )
    public_url: WebAddress = Field(
        default="http://127.0.0.1:8000",
        description="Where people reach the public app; links in messages begin with it.",
    )
    municipality: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")] = Field(
        default="aizuwakamatsu",
        description="The city: the name of a folder in config/municipalities.",
    )
    line_channel_secret: Secrets = Field(
        default=(),
        description="Channel secret of the LINE Messaging API. During a rotation: new,old.",
    )
    line_channel_access_token: SecretStr = Field(
        default=SecretStr(""),
        description="Long-lived channel access token of the LINE Messaging API.",
    )
    line_api_base: WebAddress = Field(
        default="https://api.line.me",
        description="Where LINE's Messaging API is; the sandbox's address for trying things out.",
    )
    line_data_api_base: WebAddress = Field(
        default="https://api-data.line.me",
        description="Where LINE keeps the content of photos and voice messages.",
    )
    ladder_pace: Annotated[int, Field(ge=1, le=60)] = Field(
        default=1,
        description="How many times faster the ladder goes, for trying it out with the sandbox. A city has 1.",
    )
    city_os_issuer: WebAddress = Field(
        default="",
        description="OpenID Connect issuer of the city OS. Empty: nobody signs in; accounts are linked by code.",
    )
    city_os_api_base: WebAddress = Field(
        default="",
        description="Consent API of the city OS. Empty: the consents kept here are the only ones.",
    )
    city_os_client_id: str = Field(
        default="",
        description="Client id of Anpi at the city OS.",
    )
    city_os_client_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Client secret of Anpi at the city OS.",
    )
    city_os_preset: Annotated[str, Word, Field(pattern=r"^[a-z0-9-]+$")] = Field(
        default="generic",
        description="What kind of provider the city OS is: generic, keycloak, keyrock or digital-auth-app.",
    )
    city_os_private_key: SecretStr = Field(
        default=SecretStr(""),
        description="Private key that Anpi signs its client assertions with, PEM or JWK, instead of a client secret.",
    )
    city_os_consent_minutes: Annotated[int, Field(ge=1, le=1440)] = Field(
        default=15,
        description="How old the city OS's word about consents may be, in minutes; older, nothing rests on it.",
    )
    city_os_strangers_count: bool = Field(
        default=True,
        description="true: what people without a city OS id agreed to here counts. false: not until they have one.",
    )
    nlu_engine: Annotated[Literal["embedded", "rasa"], Word] = Field(
        default="embedded",
        description="What understands free text: embedded (in process) or rasa (its own service).",
    )
    jma_feeds: WebAddress = Field(
        default="",
        description="The JMA's Atom feeds: https://www.data.jma.go.jp/developer/xml/feed. Empty: nothing is asked.",
    )
    l_alert_feed: WebAddress = Field(
        default="",
        description="Where L-Alert is pulled, as told on registration. Empty: nothing is asked.",
    )
    l_alert_user: str = Field(
        default="",
        description="User at L-Alert, where it asks for one.",
    )
    l_alert_password: SecretStr = Field(
        default=SecretStr(""),
        description="Password at L-Alert.",
    )
    rescuenow_feed: WebAddress = Field(
        default="",
        description="Where Rescuenow is pulled, as the contract says. Empty: nothing is asked.",
    )
    rescuenow_token: SecretStr = Field(
        default=SecretStr(""),
        description="Access token at Rescuenow.",
    )
    cap_feed: WebAddress = Field(
        default="",
        description="An Atom or RSS feed whose entries link to CAP 1.2 messages. Empty: nothing is asked.",
    )
    cap_token: SecretStr = Field(
        default=SecretStr(""),
        description="Access token at the CAP feed, where it asks for one.",
    )
    rasa_url: WebAddress = Field(
        default="",
        description="Address of the Rasa service, needed when ANPI_NLU_ENGINE is rasa.",
    )
    nlu_folder: Path = Field(
        default=Path(".anpi/nlu"),
        description="Where the trained understanding is kept. It is made at the first start and after each update.",
    )
    field_keys: Secrets = Field(
        default=(),
        description="Encryption keys of sensitive columns, newest first, commas between: `anpi keys new` makes one.",
    )
    console_url: WebAddress = Field(
        default="",
        description="Where staff reach the console; the city OS knows its /sign-in/callback. Empty: by code alone.",
    )
    console_code: SecretStr = Field(
        default=SecretStr(""),
        description="Sign-in code of the staff console. Empty: a new one is printed at each start.",
    )
    map_tiles: Annotated[str, AfterValidator(tile_address)] = Field(
        default="https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png",
        description="Pictures under the console's map, with {z} {x} {y}. none: no pictures, nobody is asked for any.",
    )
    map_attribution: str = Field(
        default="地図: 国土地理院(地理院タイル)",
        description="Whose pictures they are, as it stands at the map's edge.",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Word] = Field(
        default="info",
        description="The least serious thing that is logged: debug, info, warning or error.",
    )
    log_format: Annotated[Literal["json", "console"], Word] = Field(
        default="json",
        description="json for machines (one object a line) or console for eyes.",
    )

    @field_validator("ladder_pace")
    @classmethod
    def only_a_sandbox_hurries(cls, pace: int, others: ValidationInfo) -> int:
        if pace > 1 and not is_on_this_machine(others.data.get("line_api_base", "")):
            raise ValueError(
                "is for the sandbox alone: leave it out, or let ANPI_LINE_API_BASE name a loopback address"
            )
        return pace

    @field_validator("rasa_url")
    @classmethod
    def rasa_is_somewhere(cls, address: str, others: ValidationInfo) -> str:
        if others.data.get("nlu_engine") == "rasa" and not address:
            raise ValueError("is empty, but ANPI_NLU_ENGINE is rasa; name the service, as in http://127.0.0.1:5005")
        return address

    @field_validator("field_keys")
    @classmethod
    def keys_are_keys(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for number, key in enumerate(keys, start=1):
            if not is_key(key.get_secret_value()):
                raise ValueError(f"holds no key in place {number}; `anpi keys new` prints one (32 bytes in base64)")
        return keys

    @field_validator("city_os_client_id")
    @classmethod
    def city_os_knows_us(cls, client: str, others: ValidationInfo) -> str:
        if others.data.get("city_os_issuer") and not client:
            raise ValueError("is empty, but ANPI_CITY_OS_ISSUER is set; the city OS gives the client id to each app")
        return client

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  pydantic-settings gives it by name
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing is read behind anybody's back: values come from `load_settings` or from the caller."""
        return (init_settings,)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that `environ` holds. Raises `SettingsError` with all problems at once."""
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): value for name, value in environ.items() if value.strip()}
    try:
        return Settings(**source())
    except ValidationError as error:
        problems = tuple(plain_words(dict(problem)) for problem in error.errors(include_input=False))
    raise SettingsError(problems)


def plain_words(problem: dict[str, Any]) -> str:
    """One sentence that names the variable and the remedy; it never quotes what was given."""
    variable = PREFIX + str(problem["loc"][0]).upper()
    match problem["type"]:
        case "literal_error":
            return f"{variable} must be one of these words: {problem['ctx']['expected']}"
        case "string_pattern_mismatch":
            return f"{variable} must be small letters, digits, - and _ only, as the folder's name is"
        case "value_error":
            return f"{variable} {problem['ctx']['error']}"
        case _:
            return f"{variable}: {problem['msg']}"
