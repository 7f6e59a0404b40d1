"""Speaks HTTP to a hub: JSON out, JSON back, its errors as one line.

No redirects are followed and no proxy is asked: the key goes to the hub alone.
"""

import http.client
import json
from urllib.parse import urlencode, urlsplit

from lake.errors import FINDING, NOT_REACHABLE, WRONG_USAGE, LakeError
from sluice_cli.text import shown

SECONDS = 60
EXIT_CODES = {400: WRONG_USAGE, 401: WRONG_USAGE, 403: WRONG_USAGE, 404: FINDING, 409: FINDING}

NO_HUB = 0  # as the status of what is no hub's answer: its own would be taken for the hub's


class HubError(LakeError):
    """What the hub said instead of an answer."""

    def __init__(self, message: str, status: int):
        super().__init__(message, EXIT_CODES.get(status, NOT_REACHABLE))
        self.status = status


class Hub:
    """One hub, at its URL, with its key."""

    def __init__(self, url: str, key: str):
        self.url = url.rstrip("/")
        self.key = key
        parts = urlsplit(self.url)
        kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        try:
            self._open = kinds[parts.scheme]
            self._place = (parts.hostname, parts.port)
        except (KeyError, ValueError):
            self._place = (None, None)
        if not self._place[0] or not parts.path.isprintable() or " " in parts.path:
            raise LakeError(f"SLUICE_HUB_URL is {shown(url)}; it must be like "
                            f"http://127.0.0.1:15090", WRONG_USAGE)
        self._prefix = parts.path

    def get(self, path: str, **parameters):
        """Asks; parameters that are None are left out."""
        given = {name: value for name, value in parameters.items() if value is not None}
        query = urlencode(given, errors="surrogateescape")
        return self._ask("GET", f"{path}?{query}" if query else path)

    def post(self, path: str, body: dict, read=json.loads):
        """Sends a JSON body; `read` makes of the answer what it says."""
        return self._ask("POST", path, json.dumps(body).encode("ascii"), read)

    def lines(self, path: str, **parameters):
        """Asks for text of any length, and gives it line by line."""
        given = {name: value for name, value in parameters.items() if value is not None}
        connection = self._open(*self._place, timeout=SECONDS)
        try:
            connection.request("GET", f"{self._prefix}{path}?{urlencode(given)}", None,
                               {"Authorization": f"Bearer {self.key}"})
            response = connection.getresponse()
            if response.status != 200:
                self._answer(response.status, response.read())
            for line in response:
                yield line.decode("utf-8").rstrip("\n")
        except (OSError, http.client.HTTPException) as error:
            raise self._unreachable(error) from error
        finally:
            connection.close()

    def _unreachable(self, error) -> LakeError:
        return LakeError(f"The hub at {self.url} can not be reached: "
                         f"{shown(str(error) or type(error).__name__)}. For a lake on this "
                         f"machine: ./sluice status, ./sluice up")

    def _ask(self, method: str, path: str, body=None, read=json.loads):
        headers = {"Authorization": f"Bearer {self.key}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection = self._open(*self._place, timeout=SECONDS)
        try:
            connection.request(method, self._prefix + path, body, headers)
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise self._unreachable(error) from error
        finally:
            connection.close()
        return self._answer(response.status, content, read)

    def _answer(self, status: int, content: bytes, read=json.loads):
        try:
            answer = read(content)
        except ValueError:
            answer = None
        if status == 200 and isinstance(answer, dict):
            return answer
        error = answer.get("error") if isinstance(answer, dict) else None
        if not isinstance(error, dict) or not error.get("message"):
            raise HubError(f"The hub at {self.url} answered {status} and no JSON that says more. "
                           f"Is that a hub's address?", NO_HUB)
        said = ". ".join(str(error[word]).rstrip(".")
                         for word in ("message", "hint") if error.get(word)) + "."
        if status == 401:
            said += " The key comes from SLUICE_API_KEY_FILE, or the local lake's secrets."
        raise HubError(f"{shown(said)} ({shown(str(error.get('code', status)))})", status)
