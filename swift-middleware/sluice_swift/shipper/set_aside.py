"""
Events that the hub refused, kept with its answer until somebody looks at them.
"""

import json
import os
import time


class SetAside:
    """:param directory: of files ``YYYY-MM-DD.jsonl``, a line an event"""

    def __init__(self, directory):
        self.directory = directory

    def add(self, event, reason, answer):
        """
        :param event: serialized
        :param reason: what the hub said of this event, a dict
        :param answer: what it said of the batch
        """
        os.makedirs(self.directory, mode=0o750, exist_ok=True)
        path = os.path.join(self.directory, time.strftime('%Y-%m-%d.jsonl', time.gmtime()))
        line = json.dumps({'set_aside': time.time(), 'reason': reason, 'answer': answer,
                           'event': json.loads(event)}, ensure_ascii=False)
        with open(path, 'a', encoding='utf-8') as out:
            out.write(line + '\n')
            out.flush()
            os.fsync(out.fileno())
