"""What goes wrong with a lake, said in a line that its reader can act on."""

FINDING = 1
WRONG_USAGE = 2
NOT_REACHABLE = 3


class LakeError(Exception):
    """An error to show as it stands, without a stack trace, and the exit code that goes with it."""

    def __init__(self, message: str, code: int = NOT_REACHABLE):
        super().__init__(message)
        self.code = code
