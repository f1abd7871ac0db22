"""Looks up a secret where midwatch.toml says it lies. Its text goes to the vendor's client, and into no message."""

from collections.abc import Callable, Mapping
from pathlib import Path

from midwatch.bootstrap.settings.model import SecretKind, SecretReference
from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal


def look_up(
    reference: SecretReference, environ: Mapping[str, str], read: Callable[[Path], str]
) -> str:
    """The secret, without the newline at its end. `read` takes paths below the repository, or absolute ones.

    Raises InputError, naming the place and never the text, where nothing is there.
    """
    match reference.kind:
        case SecretKind.ENVIRONMENT:
            text = environ.get(reference.name, "")
            fix = f'export {reference.name}=…, or refer to a file: {{file = "…"}}'
        case SecretKind.FILE:
            text = _content(reference, read)
            fix = f"write the secret into {for_terminal(reference.name)}"
    secret = text.strip("\r\n")
    if not secret:
        what = f"{for_terminal(reference.key)} refers to {for_terminal(str(reference))}"
        raise InputError(what, why="it is not set, or empty", fix=fix)
    return secret


def _content(reference: SecretReference, read: Callable[[Path], str]) -> str:
    try:
        return read(Path(reference.name).expanduser())
    except InputError as error:
        raise InputError(
            f"{for_terminal(reference.key)} refers to {for_terminal(str(reference))}",
            why=error.why,
            fix=error.fix,
        ) from error
