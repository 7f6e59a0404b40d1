"""Debian's supervisord with one fault steered around: `python3 -m lake.supervisord -c CONF`.

Supervisor 4.2 goes on polling a connection that a client has closed. When the file that a new
process gets bears the same number, the poll answers at once for ever, and supervisord burns a
processor. It names all that it waits for anew in every round, so each round may begin with nothing.
"""

from supervisor import poller, supervisord


class ForgetfulPoller(poller.PollPoller):
    """Waits only for what was registered since it last waited."""

    def poll(self, timeout):
        """Waits once, and forgets what for."""
        try:
            return super().poll(timeout)
        finally:
            self.initialize()

    def unregister_readable(self, fd):
        """Forgotten already."""

    def unregister_writable(self, fd):
        """Forgotten already."""


if __name__ == "__main__":
    poller.Poller = ForgetfulPoller
    supervisord.main()
