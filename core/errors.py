"""What can go wrong, one class a cause. Every message names the file and the place and says what to do."""


class QuothError(Exception):
    """Base of all errors that a user is told about; ``exit_status`` is the verb's status (see the README)."""

    exit_status = 2


class UsageError(QuothError):
    """The call, the configuration or an option is wrong."""


class QueryError(UsageError):
    """A search cannot be read; ``start`` and ``end`` (code points, half-open) mark the place in the query."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class InputError(QuothError):
    """A text cannot be read: missing, empty, binary, badly encoded or too large."""

    exit_status = 3


class LibraryLockedError(QuothError):
    """Somebody else holds the library, or it may not be written to."""

    exit_status = 4


class LibraryDamagedError(QuothError):
    """A record of the library cannot be read back as it was written."""

    exit_status = 5
