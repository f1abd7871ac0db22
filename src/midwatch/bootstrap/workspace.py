"""Where a command runs: the repository, its settings, the environment and the clock; each is read when asked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from midwatch.bootstrap import actor, clock
from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.store import git
from midwatch.store.files import read_text
from midwatch.store.repository import SETTINGS_FILE, Repository

if TYPE_CHECKING:
    from midwatch.bootstrap.settings.model import SecretReference, Settings
    from midwatch.bootstrap.source_pool import SourcePool


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One command's surroundings; as a context it lets go of its sources at the end."""

    repository: Repository
    environ: Mapping[str, str]
    now: clock.Clock = clock.system_clock

    @classmethod
    def here(cls) -> Self:
        """The surroundings of the current folder and process."""
        return cls.at(current_folder())

    @classmethod
    def at(cls, folder: Path, *, now: clock.Clock = clock.system_clock) -> Self:
        """The surroundings of a folder: its repository, or the nearest around it."""
        return cls(repository=Repository.find(folder), environ=os.environ, now=now)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what was connected."""
        if "sources" in self.__dict__:
            self.sources.close()

    @property
    def settings_note(self) -> str | None:
        """Which midwatch.toml is used, or is not, where a person may believe otherwise; None where it is plain."""
        root, start = self.repository.root, self.repository.start
        if (root / SETTINGS_FILE).exists():
            path = for_terminal(str(root / SETTINGS_FILE))
            return None if start in {None, root} else f"Using {path}."
        above = next((up for up in root.parents if (up / SETTINGS_FILE).exists()), None)
        if above is None:
            return None
        path, inside = for_terminal(str(above / SETTINGS_FILE)), for_terminal(str(root))
        return f"{path} is not used: it lies outside of the git repository {inside}."

    @cached_property
    def settings(self) -> "Settings":
        """What midwatch.toml says; nothing where there is none. Raises InputError."""
        from midwatch.bootstrap.settings.model import Settings
        from midwatch.bootstrap.settings.toml_file import parse

        text = self.repository.read_if_there(SETTINGS_FILE)
        return parse(text) if text is not None else Settings()

    @cached_property
    def sources(self) -> "SourcePool":
        """The sources that the settings name. Raises InputError."""
        from midwatch.bootstrap.source_pool import SourcePool
        from midwatch.bootstrap.wiring import connect

        return SourcePool(
            self.settings,
            lambda source: connect(source, root=self.repository.root, look_up=self.secret),
        )

    def awaited(self) -> tuple[str, ...]:
        """Names of the sources whose answers are waited for now."""
        return self.sources.awaited() if "sources" in self.__dict__ else ()

    def secret(self, reference: "SecretReference") -> str:
        """A secret, from where it lies; its file's path starts at the repository. Raises InputError."""
        from midwatch.bootstrap.settings.secret_places import look_up

        root = self.repository.root
        return look_up(reference, self.environ, lambda path: read_text(root / path))

    def actor(self, named: str | None) -> str:
        """Who acts. Raises InputError where nobody is named."""
        return actor.actor(named, self.environ, lambda: git.user_email(self.repository.root))

    def moment(self, text: str | None) -> datetime:
        """The moment that something happened; the present where none is named. Raises InputError."""
        return clock.moment(text or "now", now=self.now)

    def moment_of_telemetry(self, text: str | None) -> datetime:
        """The moment to look at; `now` is the last sample where all telemetry is captured.

        Raises InputError, also for a moment that is still to come.
        """
        moment = clock.moment(text or "now", now=lambda: self.sources.last_captured() or self.now())
        if text and moment > self.now() + clock.TOLERANCE:
            newest = self.sources.last_captured()
            if newest is None or moment > newest:
                raise clock.still_to_come(text, moment, self.now())
        return moment


def current_folder() -> Path:
    """The folder that a person stands in. Raises InputError where it was removed."""
    try:
        return Path.cwd()
    except OSError as error:
        raise InputError(
            "find the current folder", why="it was removed", fix="change to another folder"
        ) from error
