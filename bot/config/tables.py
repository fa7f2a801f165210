"""The tables of config.toml as typed values; the first example of each key is shown in complaints."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url

from bot.config.kinds import HostPort, LongSecret, Owners, PublicUrl, TimeOfDay, Token, Url, WebhookSecret, Zone


def key(default: Any, description: str, example: Any = None, **limits: Any) -> Any:
    """One key: its default, what it is for, and a value that would be right."""
    return Field(default, description=description, examples=[default if example is None else example], **limits)


class Table(BaseModel):
    """The root of all tables: nothing unknown, nothing changed later, no value in a complaint."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


class DatabaseTable(Table):
    """Where everything is kept."""

    url: SecretStr = key(SecretStr("sqlite:///pamong.db"), "SQLite file or PostgreSQL", "sqlite:///pamong.db")


class TelegramTable(Table):
    """A bot on Telegram; on when there is a token."""

    token: Token = key(SecretStr(""), "From @BotFather", "123456789:AAExample")
    api_base: Url = key("https://api.telegram.org", "Any Bot API server")
    receive: Literal["polling", "webhook"] = key("polling", "How messages arrive")
    secret: WebhookSecret = key(SecretStr(""), "What Telegram proves itself with at the webhook", "a-long-random-word")

    @property
    def on(self) -> bool:
        """Whether this platform is served."""
        return bool(self.token.get_secret_value())


class WahaTable(Table):
    """WhatsApp groups through a WAHA gateway; on when anything differs from the defaults."""

    url: Url = key("http://127.0.0.1:3000", "Address of the gateway")
    api_key: SecretStr = key(SecretStr(""), "The gateway's API key", "the-key-of-the-gateway")
    session: str = key("default", "Name of the gateway's session", min_length=1)
    hmac_key: SecretStr = key(SecretStr(""), "What the gateway signs its webhooks with", "a-long-random-word")
    i_accept_unofficial_risk: bool = key(False, "WhatsApp may ban numbers that use unofficial gateways", True)
    per_minute: int = key(20, "Ceiling of sent messages", ge=1, le=600)

    @property
    def on(self) -> bool:
        """Whether this platform is served."""
        return self != type(self)()


class Templates(Table):
    """Names of approved templates: how WhatsApp lets one write first."""

    reminder: str = key("", "For reminders", "event_reminder")
    notice: str = key("", "For notices", "group_notice")


class CloudTable(Table):
    """Meta's official Cloud API: direct chats and small circles; on when number and token are there."""

    graph_base: Url = key("https://graph.facebook.com/v23.0", "Address of the Graph API")
    phone_number_id: str = key("", "Id of the number, from Meta's dashboard", "106540352242922")
    access_token: SecretStr = key(SecretStr(""), "Token of a system user", "the-token-of-a-system-user")
    app_secret: SecretStr = key(SecretStr(""), "What Meta signs its webhooks with", "the-secret-of-the-app")
    verify_token: SecretStr = key(SecretStr(""), "A word you choose, repeated in Meta's dashboard", "a-random-word")
    monthly_budget: int = key(-1, "Billed messages a month; -1 is no limit", 1000, ge=-1)
    templates: Templates = key(Templates(), "Names of approved templates", {"reminder": "event_reminder"})

    @property
    def on(self) -> bool:
        """Whether this platform is served."""
        return bool(self.phone_number_id or self.access_token.get_secret_value())


class WhatsappTable(Table):
    """Both ways to WhatsApp."""

    waha: WahaTable = WahaTable()
    cloud: CloudTable = CloudTable()


class WebTable(Table):
    """The one listener for webhooks, health and pages."""

    listen: HostPort = key("127.0.0.1:8080", "host:port")
    public_url: PublicUrl = key("", "Address from outside", "https://bot.example.org")

    @property
    def host(self) -> str:
        """The host that is listened on."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port that is listened on; 0 is any free one."""
        return int(self.listen.rpartition(":")[2])


class SecurityTable(Table):
    """What hashes are keyed with."""

    key: LongSecret = key(
        SecretStr(""), "Empty: made at the first start, kept beside the database", "a-long-random-sentence"
    )


class BackupTable(Table):
    """The daily copy."""

    folder: str = key("backups", "Where copies go", min_length=1)
    at: TimeOfDay = key("03:30", "Local time of the daily copy")
    keep: int = key(7, "How many copies stay", ge=1)


class LogTable(Table):
    """What is told to the terminal or the journal."""

    level: Literal["debug", "info", "warning", "error"] = key("info", "How much is told")
    format: Literal["console", "json"] = key("console", "For eyes or for machines")


class Config(BaseSettings):
    """Everything, as it is in force: environment variables over the file over the defaults."""

    model_config = SettingsConfigDict(
        env_prefix="PAMONG_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    language: Literal["id", "en"] = key("id", "Language of a new group and of this program")
    timezone: Zone = key("Asia/Jakarta", "Time zone of a new group")
    owners: Owners = key([], "Who may do everything in every group", ["telegram:123456789"])
    database: DatabaseTable = DatabaseTable()
    telegram: TelegramTable = TelegramTable()
    whatsapp: WhatsappTable = WhatsappTable()
    web: WebTable = WebTable()
    security: SecurityTable = SecurityTable()
    backup: BackupTable = BackupTable()
    log: LogTable = LogTable()

    _path: Path = PrivateAttr(default=Path("config.toml"))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the file says is the starting value, an environment variable wins."""
        return env_settings, init_settings

    @property
    def path(self) -> Path:
        """The file that was read, absolute; paths in it are meant from its folder."""
        return self._path

    @property
    def database_url(self) -> str:
        """The database as SQLAlchemy wants it, an SQLite file by its absolute path."""
        url = make_url(self.database.url.get_secret_value())
        if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
            url = url.set(database=str(self.path.parent / str(url.database)))
        return url.render_as_string(hide_password=False)

    @property
    def backup_folder(self) -> Path:
        """Where daily copies go."""
        return self.path.parent / self.backup.folder

    @property
    def platforms(self) -> list[str]:
        """The tables of the platforms that are on."""
        whatsapp = self.whatsapp
        on = {"telegram": self.telegram.on, "whatsapp.waha": whatsapp.waha.on, "whatsapp.cloud": whatsapp.cloud.on}
        return [name for name, is_on in on.items() if is_on]
