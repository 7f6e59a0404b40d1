"""
The clocks that Swift keeps of an object and its gatekeeper takes out of answers.

A POST moves ``X-Timestamp``; when the data were stored, and when an object was
deleted, stands in ``X-Backend-…`` headers that no client sees. Who may read an
object and asks with ``X-Sluice-Clocks: true`` is told in a HEAD's answer:

``X-Sluice-Data-Timestamp``       of the data, where there is an object
``X-Sluice-Tombstone-Timestamp``  of the deletion, with a 404

By these the hub's reconciliation makes events of the same ids as live ones.
"""

from swift.common.utils import config_true_value

DATA, TOMBSTONE = 'X-Sluice-Data-Timestamp', 'X-Sluice-Tombstone-Timestamp'


def asked(env):
    return (env['REQUEST_METHOD'] == 'HEAD'
            and config_true_value(env.get('HTTP_X_SLUICE_CLOCKS', '')))


def answered(app, env, start_response):
    """Calls the app, and adds to the headers of its answer."""
    def start(status, headers, exc_info=None):
        return start_response(status, headers + told(status, headers), exc_info)
    return app(env, start)


def told(status, headers):
    """:returns: the headers to add, as (name, value)"""
    found = {name.lower(): value for name, value in headers}
    if status.startswith('404'):
        stamp, name = found.get('x-backend-timestamp'), TOMBSTONE
    else:
        stamp, name = found.get('x-backend-data-timestamp'), DATA
    return [(name, stamp.partition('_')[0])] if stamp else []
