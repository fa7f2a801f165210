"""config.toml as an operator writes it, with all the ways to write it wrong."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import config, errors, migrations
from bot.config import secret
from bot.models import Seen
from bot.store import database

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAverysecret"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def complaint(file: Path, text: str) -> str:
    """What is said about a file with this text."""
    file.write_text(text)
    with pytest.raises(errors.Misconfigured) as said:
        config.read(file)
    return str(said.value)


def written(file: Path, text: str) -> config.Config:
    """The configuration of a file with this text."""
    file.write_text(text)
    return config.read(file)


def plain(value: Any) -> Any:
    """As TOML would hold it: secrets in the open."""
    if hasattr(value, "get_secret_value"):
        return value.get_secret_value()
    if hasattr(value, "model_fields_set"):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    return value


def test_the_example_file_is_the_defaults() -> None:
    assert tomllib.loads((ROOT / "config.example.toml").read_text()) == plain(config.Config())


def test_the_example_file_can_be_used_as_it_is() -> None:
    assert config.read(ROOT / "config.example.toml").platforms == []


def test_an_empty_file_is_the_defaults(file: Path) -> None:
    read = written(file, "")
    assert (read.language, read.timezone, read.backup.keep) == ("id", "Asia/Jakarta", 7)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[telegram]\ntokn = "x"', "config.toml: [telegram] tokn is unknown. Did you mean [telegram] token?"),
        ('token = "1:a"', "config.toml: token is unknown. Did you mean [telegram] token?"),
        ('[telegrm]\ntoken = "1:a"', "config.toml: [telegrm] is unknown. Did you mean [telegram]?"),
        ("[whatsapp]\nurl = 1", "config.toml: [whatsapp] url is unknown. Did you mean"),
        ("[zebra]\nx = 1", "config.toml: [zebra] is unknown. Known here: backup, database"),
        ("[whatsapp.cloud]\ntemplates = {remindr = ''}", "Did you mean [whatsapp.cloud.templates] reminder?"),
    ],
)
def test_an_unknown_key_is_refused_with_the_one_that_was_meant(file: Path, text: str, sentence: str) -> None:
    assert sentence in complaint(file, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[backup]\nkeep = "many"', "config.toml: [backup] keep must be a whole number. For example: keep = 7"),
        ("[backup]\nkeep = 0", "config.toml: [backup] keep must be at least 1. For example: keep = 7"),
        ('[backup]\nat = "3:30"', 'config.toml: [backup] at must be a time of day as HH:MM. For example: at = "03:30"'),
        ('language = "fr"', 'config.toml: language must be "id" or "en". For example: language = "id"'),
        ('timezone = "WIB"', "config.toml: timezone must be the name of a time zone."),
        ('owners = ["telegram:@dewi"]', 'but holds "telegram:@dewi". For example: owners = ["telegram:123456789"]'),
        ("owners = [1]", "config.toml: owners holds something that must be a text in quotes."),
        (
            '[web]\nlisten = "8080"',
            'config.toml: [web] listen must be host:port. For example: listen = "127.0.0.1:8080"',
        ),
        ('[web]\npublic_url = "http://bot.id"', "config.toml: [web] public_url must begin with https://"),
        ('[telegram]\napi_base = "api.telegram.org"', "config.toml: [telegram] api_base must be an address"),
        ('[telegram]\ntoken = "abc"', "config.toml: [telegram] token must be the whole token that @BotFather gave"),
        ('[log]\nformat = "xml"', 'config.toml: [log] format must be "console" or "json".'),
        ('telegram = "x"', "config.toml: [telegram] must be a table."),
        ('[security]\nkey = "short"', "config.toml: [security] key must have at least 16 characters, or be empty."),
        ('[database]\nurl = "mysql://u:pw@h/d"', '[database] url "h/d" is not a database that Pamong knows.'),
        ('[database]\nurl = "postgresql+psycopg://u@h:x/d"', "[database] url names a port that is not a number."),
        ("language = id", "cannot be understood: Invalid value (at line 1, column 12). Texts stand in quotes"),
    ],
)
def test_a_wrong_value_is_answered_with_a_right_one(file: Path, text: str, sentence: str) -> None:
    said = complaint(file, text)
    assert sentence in said
    assert "\n" not in said


def test_every_mistake_has_its_own_line(file: Path) -> None:
    said = complaint(file, '[backup]\nkeep = "many"\nat = "soon"')
    assert [line.split(" must")[0] for line in said.splitlines()] == [
        "config.toml: [backup] at",
        "config.toml: [backup] keep",
    ]


def test_no_complaint_repeats_a_secret(file: Path) -> None:
    wrong = 'token = "{0}"\n[telegram]\ntoken = "{0} "\ntokn = "{0}"\n[database]\nurl = "x://u:{0}@h/d"'
    assert "verysecret" not in complaint(file, wrong.format(TOKEN))
    assert "verysecret" not in complaint(file, f'[telegram]\ntoken = ["{TOKEN}"]')
    assert "verysecret" not in complaint(file, f'[database]\nurl = "x://u:{TOKEN}@h/d"')


def test_no_secret_is_shown_when_a_configuration_is_printed(file: Path) -> None:
    text = f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "postgresql+psycopg://u:verysecret@h/d"'
    assert "verysecret" not in repr(written(file, text))


def test_a_webhook_needs_an_address_and_a_secret(file: Path) -> None:
    said = complaint(file, f'[telegram]\ntoken = "{TOKEN}"\nreceive = "webhook"')
    assert 'receive = "webhook" needs [web] public_url. For example: public_url = "https://' in said
    assert 'receive = "webhook" needs [telegram] secret.' in said


def test_a_gateway_without_consent_stops_no_other_platform(file: Path) -> None:
    assert written(file, '[whatsapp.waha]\napi_key = "k"').platforms == ["whatsapp.waha"]


def test_the_cloud_api_names_every_key_it_lacks(file: Path) -> None:
    said = complaint(file, '[whatsapp.cloud]\nphone_number_id = "1"')
    assert [line.split()[2] for line in said.splitlines()] == ["access_token", "app_secret", "verify_token"]


def test_platforms_are_on_once_they_are_given_something(file: Path) -> None:
    waha = "[whatsapp.waha]\ni_accept_unofficial_risk = true"
    assert written(file, f'[telegram]\ntoken = "{TOKEN}"\n{waha}').platforms == ["telegram", "whatsapp.waha"]


def test_a_missing_file_is_said_with_the_way_to_make_one(file: Path) -> None:
    with pytest.raises(errors.Misconfigured, match="pamong init"):
        config.read(file)


def test_the_environment_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_TELEGRAM__TOKEN", f"{TOKEN}\n")
    monkeypatch.setenv("PAMONG_WHATSAPP__WAHA__PER_MINUTE", "5")
    monkeypatch.setenv("PAMONG_WHATSAPP__WAHA__I_ACCEPT_UNOFFICIAL_RISK", "true")
    monkeypatch.setenv("PAMONG_OWNERS", "telegram:1, whatsapp:62811")
    read = written(file, '[telegram]\ntoken = "1:other"\napi_base = "http://127.0.0.1:1/"')
    assert read.telegram.token.get_secret_value() == TOKEN
    assert read.telegram.api_base == "http://127.0.0.1:1"
    assert read.whatsapp.waha.per_minute == 5
    assert read.owners == ["telegram:1", "whatsapp:62811"]


def test_the_environment_alone_is_enough(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_TELEGRAM__TOKEN", TOKEN)
    assert config.read(file).platforms == ["telegram"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PAMONG_TELEGRAM__TOKN", "x", "PAMONG_TELEGRAM__TOKN is unknown. Did you mean PAMONG_TELEGRAM__TOKEN?"),
        ("PAMONG_BACKUP__KEEP", "many", "Environment: PAMONG_BACKUP__KEEP must be a whole number."),
        ("PAMONG_TELEGRAM", "x", "Environment: a whole table is not given in one variable."),
    ],
)
def test_a_wrong_variable_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    assert sentence in complaint(file, "")


def test_a_variable_that_is_not_a_key_of_ours_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_SPECS", "somewhere")
    assert written(file, "").platforms == []


def test_paths_are_meant_from_the_folder_of_the_file(file: Path) -> None:
    read = written(file, '[backup]\nfolder = "copies"')
    assert read.database_url == f"sqlite:///{file.parent / 'pamong.db'}"
    assert read.backup_folder == file.parent / "copies"


def test_the_security_key_is_made_once_and_kept_to_its_owner(file: Path) -> None:
    read = written(file, "")
    opened = database(read.database_url)
    migrations.upgrade(opened)
    key = config.security_key(read, opened)
    kept = file.parent / "pamong.db.key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert config.security_key(read, opened) == key
    opened.close()


def test_a_key_that_was_lost_is_not_replaced_in_silence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = written(file, "")
    opened = database(read.database_url)
    migrations.upgrade(opened)
    key = config.security_key(read, opened)
    with opened.session() as session, session.begin():
        session.add(Seen(hash=b"x", at=datetime.now(UTC)))
    assert not secret.is_lost(read, opened)
    (file.parent / "pamong.db.key").unlink()
    assert secret.is_lost(read, opened)
    assert config.security_key(read, opened) != key
    captured = capsys.readouterr()
    assert "key_lost" in captured.out + captured.err
    opened.close()


def test_owners_and_defaults_reach_the_engine(file: Path) -> None:
    text = 'language = "en"\ntimezone = "Asia/Makassar"\nowners = ["telegram:7"]'
    made = config.installation(written(file, text), b"k", {"telegram": "pamong_bot"})
    assert made.owners == {("telegram", "7")}
    assert (made.defaults.language, made.defaults.timezone) == ("en", "Asia/Makassar")
    assert (made.key, made.bot_names) == (b"k", {"telegram": "pamong_bot"})


def test_an_owners_number_counts_wherever_whatsapp_is_reached_through(file: Path) -> None:
    made = config.installation(written(file, 'owners = ["whatsapp:+628111"]'), b"k")
    assert made.owners == {("whatsapp", "+628111"), ("whatsapp", "628111@c.us"), ("cloud", "628111")}
