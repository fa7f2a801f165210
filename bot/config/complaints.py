"""What is wrong with a configuration, in sentences that show what would be right."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from bot.config.kinds import LOOPBACK
from bot.config.tables import Config

Path = tuple[str, ...]

KINDS = {
    "int": "a whole number",
    "bool": "true or false",
    "string": "a text in quotes",
    "list": "a list",
    "dict": "a table",
    "model": "a table",
}
LIMITS = {"greater_than_equal": ("at least", "ge"), "less_than_equal": ("at most", "le")}


def unknown_keys(said: Mapping[str, Any], file: str) -> list[str]:
    """Keys and tables that do not exist, each with the nearest one that does."""
    return [
        _unknown(path, f"{file}: {_named(path, table=isinstance(value, dict))}")
        for path, value in _paths(said)
        if _field(path) is None
    ]


def unknown_variables(variables: Mapping[str, str]) -> list[str]:
    """The same for environment variables."""
    paths = {name: tuple(name.removeprefix("PAMONG_").lower().split("__")) for name in variables}
    return [_unknown(path, f"Environment: {name}", _variable) for name, path in paths.items() if _field(path) is None]


def wrong_values(wrong: ValidationError, file: str, variables: Mapping[str, str]) -> list[str]:
    """Values of the wrong kind, or beyond what is possible."""
    return [_wrong(error, file, variables) for error in wrong.errors(include_url=False)]


def wrong_together(config: Config, file: str) -> list[str]:
    """Keys that need one another."""
    return [f"{file}: {sentence}" for sentence in (*_webhook(config), *_waha(config), *_cloud(config))]


def _paths(said: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every key with its value; a table that does not exist is named once, not key by key."""
    for name, value in said.items():
        path = (*above, name)
        if isinstance(value, dict) and _table(path) is not None:
            yield from _paths(value, path)
        else:
            yield path, value


def _field(path: Path) -> FieldInfo | None:
    table = _table(path[:-1])
    return table.model_fields.get(path[-1]) if table is not None else None


def _table(path: Path) -> type[BaseModel] | None:
    table: type[BaseModel] = Config
    for name in path:
        field = table.model_fields.get(name)
        if field is None or not _is_table(field):
            return None
        table = field.annotation  # type: ignore[assignment]
    return table


def _is_table(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)


def _everything(table: type[BaseModel] = Config, above: Path = ()) -> Iterator[Path]:
    for name, field in table.model_fields.items():
        yield (*above, name)
        if _is_table(field):
            yield from _everything(field.annotation, (*above, name))  # type: ignore[arg-type]


def _unknown(path: Path, where: str, named: Callable[[Path], str] | None = None) -> str:
    """Beside it first, then by its name anywhere."""
    beside = {known[-1]: known for known in _everything() if known[:-1] == path[:-1]}
    anywhere = {known[-1]: known for known in _everything()}
    for known in (beside, anywhere):
        close = get_close_matches(path[-1].lower(), known, n=1, cutoff=0.6)
        if close:
            meant = known[close[0]]
            return f"{where} is unknown. Did you mean {(named or _named)(meant)}?{_for_example(meant)}"
    return f"{where} is unknown. Known here: {', '.join(sorted(beside) or sorted(Config.model_fields))}."


def _named(path: Path, *, table: bool = False) -> str:
    """As it stands in the file: `[telegram] token`."""
    if table or _table(path) is not None:
        return f"[{'.'.join(path)}]"
    *tables, name = path
    return f"[{'.'.join(tables)}] {name}" if tables else name


def _variable(path: Path) -> str:
    """As it stands in the environment."""
    return "PAMONG_" + "__".join(path).upper()


def _for_example(path: Path) -> str:
    field = _field(path)
    if field is None or not field.examples:
        return ""
    return f" For example: {path[-1]} = {_toml(field.examples[0])}"


def _toml(value: Any) -> str:
    match value:
        case SecretStr():
            return _toml(value.get_secret_value())
        case dict():
            return "{ " + ", ".join(f"{name} = {_toml(inner)}" for name, inner in value.items()) + " }"
        case BaseModel():
            return _toml(value.model_dump())
    return json.dumps(value, ensure_ascii=False)


def _wrong(error: Mapping[str, Any], file: str, variables: Mapping[str, str]) -> str:
    names = [part for part in error["loc"] if isinstance(part, str)]  # a number is a place within a list
    path = tuple(names)
    variable = _variable(path)
    where = f"Environment: {variable}" if variable in variables else f"{file}: {_named(path)}"
    within = "" if len(names) == len(error["loc"]) else "holds something that "
    return f"{where} {within}{_demand(error, path)}.{_for_example(path)}"


def _demand(error: Mapping[str, Any], path: Path) -> str:
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        field = _field(path)
        return "must be " + " or ".join(_toml(value) for value in get_args(field and field.annotation))
    if kind in LIMITS:
        words, limit = LIMITS[kind]
        return f"must be {words} {context[limit]}"
    if kind == "string_too_short":
        return "must not be empty"
    return f"must be {KINDS.get(kind.split('_')[0], 'something else')}"


def _webhook(config: Config) -> Iterator[str]:
    if not (config.telegram.on and config.telegram.receive == "webhook"):
        return
    if not config.web.public_url:
        yield '[telegram] receive = "webhook" needs [web] public_url.' + _for_example(("web", "public_url"))
    if not config.telegram.secret.get_secret_value():
        yield '[telegram] receive = "webhook" needs [telegram] secret.' + _for_example(("telegram", "secret"))


def _waha(config: Config) -> Iterator[str]:
    waha = config.whatsapp.waha
    if waha.on and not waha.hmac_key.get_secret_value() and config.web.host not in LOOPBACK:
        yield (
            "[whatsapp.waha] hmac_key is needed, or anybody who reaches [web] listen could speak for the gateway."
            + _for_example(("whatsapp", "waha", "hmac_key"))
        )


def _cloud(config: Config) -> Iterator[str]:
    cloud = config.whatsapp.cloud
    if not cloud.on:
        return
    for name in ("phone_number_id", "access_token", "app_secret", "verify_token"):
        value = getattr(cloud, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            yield f"[whatsapp.cloud] {name} is missing." + _for_example(("whatsapp", "cloud", name))
