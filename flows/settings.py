"""Settings of a run: defaults, then demarche.toml in the data directory, then DEMARCHE_ variables, then the call."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

FILE_NAME = "demarche.toml"
DEFAULT_DATA_DIR = "data"


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the setting and what is allowed."""


class Settings(BaseSettings):
    """What a user may change about a run. Every field is also a line of demarche.toml and a DEMARCHE_ variable."""

    model_config = SettingsConfigDict(env_prefix="DEMARCHE_", extra="forbid", frozen=True)

    engine: str = Field("rules", description="the extraction engine by name")
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
    keep_releases: int = Field(
        5, ge=1, description="releases that stay on disk; older ones are removed after a run, the current one never"
    )
    server_port: int = Field(4200, ge=1, le=65535, description="port of the local Prefect server, a free one if taken")
    server_start_seconds: float = Field(180, gt=0, description="how long to wait for the local Prefect server")

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
        raise SettingsError(
            f"setting {name}: {first['msg']} (given: {first.get('input')!r}). "
            f"Change it in {file}, in DEMARCHE_{name.upper()} or on the command line."
        ) from error
    except ValueError as error:  # tomllib's own error is one
        raise SettingsError(f"{file}: {error}. Mend the file, or move it away.") from error
    return Settings.model_construct(**read.model_dump())
