"""
What ``sluice-shipper`` does besides running: check, status.
"""

import http.client
import json
import os
import sys
from contextlib import suppress


def check_pipeline(conf):
    """:returns: exit code, 0 when no event would double or be missed"""
    from sluice_swift import pipeline
    try:
        findings = pipeline.check(pipeline.parts_of(os.path.abspath(conf)))
    except Exception as err:  # paste says it by exceptions of all kinds
        print('%s can not be read as a proxy-server.conf: %s' % (conf, ' '.join(str(err).split())),
              file=sys.stderr)
        return 2
    for finding in findings:
        print('%s: %s' % (conf, finding))
    if not findings:
        print('%s: the pipeline is right.' % conf)
    return 1 if findings else 0


def status(settings):
    """:returns: exit code, 0 when it runs, 1 when it holds, 3 when it does not answer"""
    address = '%s:%d' % (settings.bind_ip, settings.bind_port)
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.request('GET', '/health')
        health = json.loads(connection.getresponse().read())
        if not isinstance(health, dict) or 'status' not in health:
            raise ValueError('something else does. Set bind_port to a port of its own')
    except (OSError, ValueError, http.client.HTTPException) as err:
        print('No shipper answers on %s: %s' % (address, err), file=sys.stderr)
        return 3
    finally:
        with suppress(OSError):
            connection.close()
    for name, value in health.items():
        print('%-22s %s' % (name, '-' if value is None else value))
    return 1 if health['status'] == 'holding' else 0
