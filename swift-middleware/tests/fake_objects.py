"""What the settling thread asks, in place of Swift's InternalClient."""

import threading

from shipper_rig import Worker


def put(**headers):
    return {key.replace('_', '-'): value for key, value in headers.items()}


class FakeObjects:
    """What InternalClient would show: headers by object name."""

    def __init__(self):
        self.shown = {}
        self.asked = []
        self.hanging = threading.Event()
        self.hanging.set()

    def headers(self, account, container, obj):
        self.asked.append(obj)
        self.hanging.wait(120)
        answer = self.shown.get(obj, (404, {}))
        if isinstance(answer, Exception):
            raise answer
        return answer


def is_stored(objects, name, stamp=None):
    """By default as what the last intent asked for."""
    objects.shown[name] = (200, put(X_Backend_Data_Timestamp='%.5f' % (stamp or Worker.STAMP),
                                    Etag='e9', Content_Length='9', Content_Type='text/plain'))
