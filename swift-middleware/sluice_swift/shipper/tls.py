"""
The certificates that an https hub is checked against, and what is said where its own does
not hold: that is for a person to mend, and nothing is sent meanwhile.
"""

import os
import ssl

MISMATCH = (62, 64)  # OpenSSL's codes: of a host's name, of an address
NOT_NOW = (9, 10)
NO_TLS = ('WRONG_VERSION_NUMBER', 'UNKNOWN_PROTOCOL', 'HTTP_REQUEST')


class NotTrusted(Exception):
    """There is nothing to check the hub's certificate against."""


class Trust:
    """:param ca_file: '' for the system's certificates. The file is read again when it changes"""

    def __init__(self, ca_file):
        self._ca_file = ca_file
        self._stamp = None
        self._context = None

    def context(self):
        """:raises NotTrusted:"""
        try:
            found = os.stat(self._ca_file) if self._ca_file else None
            stamp = found and (found.st_mtime_ns, found.st_ino, found.st_size)
            if self._context is None or stamp != self._stamp:
                self._context = ssl.create_default_context(cafile=self._ca_file or None)
                self._stamp = stamp
        except OSError as err:  # ssl's own among them
            reason = ('it holds no certificate that can be read' if isinstance(err, ssl.SSLError)
                      else err.strerror)
            raise NotTrusted('ca_file = %s can not be used: %s. Put the certificate of the '
                             "authority that signed the hub's there, as PEM."
                             % (self._ca_file, reason))
        return self._context

    def complaint(self, err):
        """
        :param err: what a try to connect raised
        :returns: what is wrong and what to do, or None where trying again may help
        """
        if not isinstance(err, ssl.SSLError) or isinstance(err, ssl.SSLEOFError):
            return None
        if not isinstance(err, ssl.SSLCertVerificationError):
            if err.reason in NO_TLS:
                return 'it does not speak TLS (%s). Look at scheme and port of hub_url' % err.reason
            return 'it makes no TLS connection (%s)' % (err.reason or err)
        said = 'its certificate is not accepted: %s. ' % err.verify_message.rstrip('.')
        if err.verify_code in MISMATCH:
            return said + 'Set hub_url to a name that the certificate is for'
        if err.verify_code in NOT_NOW:
            return said + "Renew it, or look at this machine's clock"
        return said + 'Set ca_file to the certificate of the authority that signed it (now: %s)' % (
            self._ca_file or "the system's authorities")
