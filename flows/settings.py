"""Settings of a run: defaults, then demarche.toml in the data directory, then DEMARCHE_ variables, then the call."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from tasks.extract.chat.settings import KEY_VARIABLE, ChatSettings, ChatSettingsError

FILE_NAME = "demarche.toml"
DEFAULT_DATA_DIR = "data"
CHAT = "chat"
# Between the time at which the chat engine gives a page up and that at which its worker is ended
_CHAT_SLACK_SECONDS = 30


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the setting and what is allowed."""


class Settings(BaseSettings):
    """What a user may change about a run. Every field is also a line of demarche.toml and a DEMARCHE_ variable."""

    model_config = SettingsConfigDict(env_prefix="DEMARCHE_", extra="forbid", frozen=True)

    engine: str = Field("joint", description="the extraction engine by name")
    workers: int = Field(
        default_factory=lambda: max(1, min(os.cpu_count() or 1, 8)),
        ge=1,
        le=512,
        description="processes that read pages at the same time",
    )
    dask: str | None = Field(
        None, description="read pages on a Dask cluster instead: its scheduler's address (tcp://...), or local"
    )
    batch_pages: int = Field(
        50, ge=1, le=10_000, description="pages that one worker reads in one go; more on big corpora"
    )
    page_seconds: float = Field(
        60, gt=0, description="time one page may take before it is set aside as failed; a batch gets that for each page"
    )
    page_bytes: int = Field(10_000_000, ge=1_000, description="a page with more bytes is set aside as oversize")
    max_quarantine: float = Field(
        0.5,
        ge=0,
        le=1,
        description="share of a run's pages that may be set aside before it stops; files of other kinds do not count",
    )
    gate_share: float = Field(
        0.1, ge=0, le=1, description="share of a table's rows that may break a rule before the run stops"
    )
    gate_rows: int = Field(
        20, ge=0, description="so few rows or pages set aside never stop a run, whatever their share"
    )
    keep_releases: int = Field(
        5, ge=1, description="releases that stay on disk; older ones are removed after a run, the current one never"
    )
    min_confidence: float = Field(
        0, ge=0, le=1, description="claims of less confidence stay out of the dataset; 0 keeps all"
    )
    drift_warning: float = Field(
        0.25, gt=0, description="how far a release's shares and counts a page may move from past ones before it warns"
    )
    drift_critical: float | None = Field(
        None, gt=0, description="how far they may move before the run stops; none never stops it"
    )
    verdicts: str | None = Field(
        None, description="the file of people's verdicts, where it is not verdicts.csv in the data directory"
    )
    retries: int = Field(
        2,
        ge=0,
        le=20,
        description="how often a scheduled run is tried again after a failure that may pass; demarche run never is",
    )
    retry_seconds: float = Field(
        60, gt=0, description="how long to wait before the first of them; each next wait is twice as long"
    )
    failure_webhook: SecretStr | None = Field(
        None, description="address that gets a POST with JSON when a run fails; best set in the environment"
    )
    server: bool = Field(
        True, description="whether runs appear in a Prefect server; false runs without one, as does --no-server"
    )
    server_port: int = Field(4200, ge=1, le=65535, description="port of the local Prefect server, a free one if taken")
    server_start_seconds: float = Field(180, gt=0, description="how long to wait for the local Prefect server")

    chat_base_url: str = Field(
        "",
        description="engine chat: where the server is, such as http://localhost:11434/v1; https unless on this machine",
    )
    chat_model: str = Field("", description="engine chat: the model, as the server calls it")
    chat_timeout_seconds: float = Field(120, gt=0, description="engine chat: time for one request")
    chat_page_seconds: float = Field(
        300, gt=0, description="engine chat: time for one page, repeated requests and pauses included"
    )
    chat_retries: int = Field(4, ge=0, le=20, description="engine chat: how often a failed request is sent again")
    chat_concurrency: int = Field(4, ge=1, le=1_000, description="engine chat: requests under way at the same time")
    chat_max_tokens: int = Field(
        4096,
        ge=64,
        description="engine chat: the longest reply; one that breaks off is asked for once more, twice as long",
    )
    chat_token_budget: int | None = Field(
        None, ge=1, description="engine chat: tokens after which a run stops asking; none means no limit"
    )
    chat_seed: int = Field(0, description="engine chat: the seed that the server gets, with temperature 0")
    chat_allow_http: bool = Field(
        False, description="engine chat: whether pages and key may go unencrypted to another machine"
    )

    @field_validator("failure_webhook")
    @classmethod
    def _is_web_address(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not given.get_secret_value().startswith(("https://", "http://")):
            raise ValueError("an address begins with https:// or http://")
        return given

    @property
    def webhook(self) -> str | None:
        """The address that hears of failures."""
        return self.failure_webhook.get_secret_value() if self.failure_webhook else None

    @property
    def seconds_per_page(self) -> float:
        """The time after which a page's worker is ended."""
        if self.engine != CHAT:
            return self.page_seconds
        return max(self.page_seconds, self.chat_page_seconds + _CHAT_SLACK_SECONDS)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where values come from, the strongest first."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(data_dir: Path, **given: Any) -> Settings:
    """The settings for that data directory; `given` values that are not None win over file and environment.

    Raises:
        SettingsError: a value cannot be used, or demarche.toml is no valid TOML or names an unknown setting.
    """
    file = data_dir / FILE_NAME
    chosen = {name: value for name, value in given.items() if value is not None}

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=file if file.is_file() else None)

    try:
        read = FromFile(**chosen)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        if "key" in name.lower():  # its value must not be shown
            raise SettingsError(
                f"{name} is no setting. A server's key goes into {KEY_VARIABLE} and nowhere else."
            ) from None
        given_value = "" if "webhook" in name.lower() else f" (given: {first.get('input')!r})"
        raise SettingsError(
            f"setting {name}: {first['msg']}{given_value}. "
            f"Change it in {file}, in DEMARCHE_{name.upper()} or on the command line."
        ) from error
    except ValueError as error:  # tomllib's own error is one
        raise SettingsError(f"{file}: {error}. Mend the file, or move it away.") from error
    settings = Settings.model_construct(**read.model_dump())
    try:
        if (chat := chat_settings(settings)) is not None:
            chat.checked()
    except ChatSettingsError as error:
        raise SettingsError(f"{error}. Settings stand in {file} or in DEMARCHE_ variables.") from error
    return settings


def chat_settings(settings: Settings, folder: Path | None = None, run_id: str | None = None) -> ChatSettings | None:
    """What the chat engine is told; None where another engine reads. `folder` keeps its replies and what they cost."""
    if settings.engine != CHAT:
        return None
    return ChatSettings(
        base_url=settings.chat_base_url,
        model=settings.chat_model,
        timeout_seconds=settings.chat_timeout_seconds,
        page_seconds=settings.chat_page_seconds,
        retries=settings.chat_retries,
        max_tokens=settings.chat_max_tokens,
        token_budget=settings.chat_token_budget,
        seed=settings.chat_seed,
        allow_http=settings.chat_allow_http,
        cache_dir=folder / "replies" if folder else None,
        ledger=folder / f"tokens-{run_id}.txt" if folder and run_id else None,
    )
