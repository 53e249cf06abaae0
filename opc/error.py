"""The one exception of opc: its circumstances are wrong, not the user's text."""

from __future__ import annotations

import errno


class OpcError(Exception):
    """opc cannot go on: no such plan, a folder that cannot be written, no Pandoc. Exit code 2.

    A mistake in the user's text is never raised: it is a `Finding`.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_REASONS = {
    errno.EACCES: "u hebt er geen rechten voor", errno.EPERM: "u hebt er geen rechten voor", errno.EROFS: "die schijf is alleen te lezen",
    errno.ENOSPC: "de schijf is vol", errno.EDQUOT: "de schijf is vol", errno.EFBIG: "de schijf neemt niet zo'n groot bestand",
    errno.ENOTDIR: "een deel van het pad is een bestand, geen map", errno.EEXIST: "er is al een bestand met die naam", errno.EISDIR: "het is een map",
    errno.ENOENT: "het is er niet", errno.ELOOP: "de koppelingen lopen in een kring", errno.ENAMETOOLONG: "de naam is te lang", errno.EIO: "de schijf is stuk of weg",
}


def is_full(error: OSError) -> bool:
    """Whether there is no room left."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def reason(error: OSError) -> str:
    """What the computer says, in Dutch where it can be."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
