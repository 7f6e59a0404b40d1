"""
An authority that signs certificates for the hubs of tests.
"""

import datetime
import ipaddress
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


class Authority:
    """
    :param folder: where its files are written
    :param name: of them, and of itself
    """

    def __init__(self, folder, name):
        self._folder = folder
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.pem = self._signed(self._name, self._key, [
            (x509.BasicConstraints(ca=True, path_length=None), True)]).public_bytes(
                serialization.Encoding.PEM)
        self.file = folder / (name + '.pem')
        self.file.write_bytes(self.pem)

    def certify(self, context, host='127.0.0.1', begin=-1, end=1):
        """
        Give a server a certificate, also one that runs.

        :param context: the server's ssl.SSLContext
        :param host: a name or an address
        :param begin, end: days from now between which it holds
        """
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            subject = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            subject = x509.DNSName(host)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'hub')])
        certificate = self._signed(name, key, [
            (x509.SubjectAlternativeName([subject]), False)], begin, end)
        path = self._folder / 'hub.pem'
        path.write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()) + certificate.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(path)

    def _signed(self, name, key, extensions, begin=-1, end=1):
        now = datetime.datetime.utcnow()
        builder = (x509.CertificateBuilder().subject_name(name).issuer_name(self._name)
                   .public_key(key.public_key()).serial_number(x509.random_serial_number())
                   .not_valid_before(now + begin * DAY).not_valid_after(now + end * DAY))
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self._key, hashes.SHA256())


def server_context():
    return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
