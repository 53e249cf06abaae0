"""The one exception of opc: its circumstances are wrong, not the user's text."""


class OpcError(Exception):
    """opc cannot go on: no such plan, a folder that cannot be written, no Pandoc. Exit code 2.

    A mistake in the user's text is never raised: it is a `Finding`.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
