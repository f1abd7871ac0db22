"""A row of the verb table."""

from dataclasses import dataclass
from enum import Enum
from keyword import iskeyword


class Effect(Enum):
    """What a verb does beyond answering: nothing, propose, or act (on files of the repository, or outside of it)."""

    READ = "read"
    PROPOSE = "propose"
    ACT = "act"


class Interface(Enum):
    """Where a verb is offered."""

    CLI = "cli"
    MCP = "mcp"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One capability. `workflow`, `request` and `payload` are `module:name`; `example` is a command that works.

    `summary` is the first line of its help; `tool` names the MCP tool that offers it, which several verbs may share.
    `part`: the folder of its command below its group's, where the group has many.
    """

    name: str
    summary: str
    workflow: str
    request: str
    payload: str
    effect: Effect
    example: str
    offered: tuple[Interface, ...] = (Interface.CLI,)
    tool: str | None = None
    alias: str | None = None
    part: str = ""

    @property
    def command(self) -> str:
        """The module that holds its command."""
        *group, word = self.name.split()
        own = f"{word}_" if iskeyword(word) else word
        folders = [*group, self.part] if self.part else group
        return ".".join(["midwatch.entrypoints.cli.commands", *folders, own])

    @property
    def key(self) -> str:
        """The name as Python and file names spell it."""
        return self.name.replace(" ", "_")
