"""What can go wrong while reading a charter."""


class ImportRefused(Exception):
    """The input cannot be read as a charter. `code` is stable, `message` is for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
