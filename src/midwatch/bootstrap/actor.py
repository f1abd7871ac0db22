"""Who acts: named, not proven."""

from collections.abc import Callable, Mapping

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal

VARIABLE = "MIDWATCH_ACTOR"
LONGEST = 254
"""Characters of an e-mail address at most. Source: RFC 5321, section 4.5.3.1.3 (256 with its brackets)."""


def actor(
    named: str | None, environ: Mapping[str, str], git_email: Callable[[], str | None]
) -> str:
    """`--as`, else MIDWATCH_ACTOR, else the git e-mail. Raises InputError where none of them says, or it is no name."""
    found = named or environ.get(VARIABLE) or git_email()
    if not found or not found.strip():
        raise InputError(
            "nobody is named as the one who acts",
            why="what is recorded bears a name, so that others know whom to ask",
            fix=f"add --as you@example.org, set {VARIABLE}, or run `git config user.email …`",
        )
    found = found.strip()
    if len(found) > LONGEST or for_terminal(found) != found:
        raise InputError(
            f"“{for_terminal(found, 60)}” cannot be the name of who acts",
            why=f"a name is one line of at most {LONGEST} characters that can be printed",
            fix="name an e-mail address",
        )
    return found
