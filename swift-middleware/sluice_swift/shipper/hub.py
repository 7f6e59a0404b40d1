"""
Posts a batch to the hub, and says what its answer means.
"""

import http.client
import json
import math
import time
from collections import namedtuple
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from sluice_swift.shipper.tls import NotTrusted, Trust

LONGEST_ANSWER = 1 << 20
LONGEST_PAUSE = 3600.0  # seconds; a hub that names more is asked after these all the same

Taken = namedtuple('Taken', 'again')  # again: what the hub asks for once more, as it said it
Refused = namedtuple('Refused', 'bad message')  # bad: [{index, …}], empty when none is named
TooLarge = namedtuple('TooLarge', '')
Later = namedtuple('Later', 'reason after')  # after: seconds the hub asked for, or None
Hold = namedtuple('Hold', 'reason')  # a person must look at it


class Hub:
    """
    :param url: the intake
    :param signer: has headers(message_id, body)
    :param timeout: seconds
    :param ca_file: certificates to check an https hub against, '' for the system's
    """

    def __init__(self, url, signer, timeout, ca_file=''):
        self.url = url
        self._parts = parts = address(url)
        self._path = (parts.path or '/') + ('?' + parts.query if parts.query else '')
        self._timeout = timeout
        self._trust = Trust(ca_file)
        self._connection = None
        self._signer = signer

    def post(self, message_id, body):
        """:raises KeysUnusable:"""
        headers = self._signer.headers(message_id, body)
        headers['Content-Type'] = 'application/cloudevents-batch+json'
        if self._connection and self._connection.sock:
            try:
                return self._exchange(body, headers)
            except TimeoutError as err:
                return self._failed(err)
            except (OSError, http.client.HTTPException):
                self._connection.close()  # the hub may have closed it meanwhile
        try:
            self._connection = self._open()
            return self._exchange(body, headers)
        except NotTrusted as err:
            return Hold(str(err))
        except (OSError, http.client.HTTPException) as err:
            return self._failed(err)

    def _open(self):
        host, port = self._parts.hostname, self._parts.port
        if self._parts.scheme == 'http':
            return http.client.HTTPConnection(host, port, timeout=self._timeout)
        return http.client.HTTPSConnection(host, port, timeout=self._timeout,
                                           context=self._trust.context())

    def _failed(self, err):
        self._connection.close()
        complaint = self._trust.complaint(err)
        if complaint:
            return Hold('hub_url = %s: %s.' % (self.url, complaint))
        return Later('%s does not answer: %s' % (self.url, err or type(err).__name__), None)

    def _exchange(self, body, headers):
        self._connection.request('POST', self._path, body, headers)
        response = self._connection.getresponse()
        answer = response.read(LONGEST_ANSWER)
        if response.length and len(answer) < LONGEST_ANSWER:
            raise http.client.IncompleteRead(answer, response.length)
        if response.will_close or not response.isclosed():
            self._connection.close()
        return self._meaning(response, answer)

    def _meaning(self, response, answer):
        status = response.status
        said = '%s answered %d%s' % (self.url, status, _message(answer))
        if 200 <= status < 300:
            return Taken(_parsed(answer).get('again'))
        if status in (400, 422):
            return Refused(_bad(answer), said)
        if status == 413:
            return TooLarge()
        if status in (408, 425, 429) or status >= 500:
            return Later(said, _retry_after(response.getheader('Retry-After')))
        return Hold(said)


def address(url):
    """
    :returns: the parts of a hub's address
    :raises ValueError: when it is none
    """
    try:
        parts = urlsplit(url)
        if (parts.scheme in ('http', 'https') and parts.hostname and parts.port != 0
                and '@' not in parts.netloc and url.isascii() and url.isprintable()
                and ' ' not in url):
            return parts
    except ValueError:
        pass  # of the port, or a bracket
    raise ValueError('http://HOST:PORT/PATH or https:// expected')


def _parsed(answer):
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _bad(answer):
    bad = _parsed(answer).get('bad')
    return [entry for entry in bad if isinstance(entry, dict)
            and isinstance(entry.get('index'), int)] if isinstance(bad, list) else []


def _message(answer):
    error = _parsed(answer).get('error')
    if not isinstance(error, dict):
        return ''
    return ': ' + '. '.join(str(error[key]).rstrip('.')
                            for key in ('message', 'hint') if error.get(key))


def _retry_after(value):
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (TypeError, ValueError, OverflowError):
            return None
    return None if math.isnan(seconds) else min(max(0.0, seconds), LONGEST_PAUSE)
