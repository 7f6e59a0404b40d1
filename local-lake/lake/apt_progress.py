"""Shows how far apt is: one moving line on a terminal, a line every quarter elsewhere."""


class AptProgress:
    """Reads the lines that apt writes to APT::Status-Fd."""

    PHASES = {"dlstatus": "fetching packages", "pmstatus": "installing packages"}

    def __init__(self, out):
        self.out = out
        self.moving = out.isatty()
        self.shown = None

    @property
    def fetching(self) -> bool:
        """Whether nothing has been set up yet."""
        return not self.shown or self.shown[0] == "dlstatus"

    def take(self, line: str) -> None:
        """Takes one status line, `pmstatus:PACKAGE:PERCENT:DESCRIPTION`."""
        words = line.split(":", 3)
        if len(words) != 4 or words[0] not in self.PHASES:
            return
        try:
            percent = int(float(words[2]))
        except ValueError:
            return
        step = percent if self.moving else percent // 25 * 25
        if (words[0], step) != self.shown:
            self.shown = (words[0], step)
            text = f"lake: {self.PHASES[words[0]]} {step:3d} %"
            self.out.write(f"\r{text}\033[K" if self.moving else f"{text}\n")
            self.out.flush()

    def end(self) -> None:
        """Ends the moving line."""
        if self.moving and self.shown:
            self.out.write("\n")
            self.out.flush()
