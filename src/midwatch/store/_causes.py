"""What the system's refusals mean to a person, and what to do about them."""

import errno
import os
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal

# errno (POSIX.1-2017, <errno.h>) → why, fix
_CAUSES = {
    errno.ENOENT: ("it is not there", "check the name; `ls` shows what is there"),
    errno.ENOTDIR: ("a part of its path is a file, not a folder", "check the path"),
    errno.EISDIR: ("it is a folder", "name a file inside it"),
    errno.EACCES: ("you may not", "give yourself the right with chmod, or choose another place"),
    errno.EPERM: ("the system forbids it", "check the file's owner and attributes"),
    errno.ELOOP: ("its symbolic links lead in a circle", "remove the link that points back"),
    errno.ENAMETOOLONG: ("its name is too long", "shorten the name"),
    errno.ENOSPC: ("the disk is full", "free some space, then run the command again"),
    errno.EDQUOT: ("your disk quota is used up", "free some space, then run the command again"),
    errno.EROFS: ("the file system is read-only", "mount it writable, or work in another folder"),
    errno.EIO: ("the disk reports an error", "check the disk; the file may be damaged"),
    errno.EMFILE: ("too many files are open", "raise the limit with `ulimit -n`"),
}
_UNKNOWN_FIX = "check the path, its rights and the disk"


def shown(path: Path | str) -> str:
    """A path as messages show it: foreign text, so control characters are visible and harmless."""
    return for_terminal(os.fspath(path))


def refused(attempt: str, path: Path | str, error: OSError) -> InputError:
    """The error for an attempt (“read”, “write”) that the system refused."""
    why, fix = _CAUSES.get(error.errno or 0, (error.strerror or "unknown cause", _UNKNOWN_FIX))
    return InputError(f"{attempt} {shown(path)}", why=why, fix=fix)
