"""What a part of the lake is."""

from dataclasses import dataclass, field
from typing import Callable

from lake.settings import Settings


def nothing(_settings: Settings) -> None:
    """Nothing is to be done."""


@dataclass(frozen=True)
class Part:
    """A process of the lake, how it is started, and how it is asked whether it is well.

    `check` raises OSError with the reason when it is not, and may answer a remark when it is.
    `prepare` runs before it starts, `settle` once it is well. `configuration` names files under
    the lake's etc, `code` places in the checkout: when they change, `up` starts the part anew.
    `home` is the folder of the Maven module with its classes, `build` the folder that is built,
    `libraries` a folder in the checkout with jars that the user adds.
    """

    name: str
    command: list
    check: Callable
    version: Callable
    needs: tuple = ()
    ports: tuple = ()
    environment: dict = field(default_factory=dict)
    prepare: Callable = nothing
    settle: Callable = nothing
    configuration: tuple = ()
    code: tuple = ()
    home: str = ""
    build: str = ""
    libraries: str = ""
    scheme: str = "http"
    stop_seconds: int = 10
    stop_signal: str = "TERM"

    def address(self, settings: Settings) -> str:
        """Where the part listens, "-" where it does not."""
        if not self.ports:
            return "-"
        return f"{self.scheme}://127.0.0.1:{settings.port(self.ports[0])}"
