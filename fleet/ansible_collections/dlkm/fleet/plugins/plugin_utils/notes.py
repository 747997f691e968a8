# SPDX-License-Identifier: Apache-2.0
"""What the hosts said when they were last asked: a file beside the plan, for who can't wait for all to answer.

It is JSON: the digests of the plan's images, by which the states were judged, and the hosts by name, each with the time
in seconds since 1970 and what status shows. Notes on other images don't count. It may be deleted at any time.
"""

import json
import os
import tempfile
import time

from ansible.utils.display import Display

KEPT = ('identity', 'digest', 'versions', 'state', 'problems')


def add(plan, facts):
    """Notes the facts of some hosts, by name; those of others stay. Nothing depends on it: it never fails."""
    at = int(time.time())
    hosts = read(plan)
    for name, said in facts.items():
        hosts[name] = dict({key: said[key] for key in KEPT if key in said}, at=at)
    try:
        _write(plan['notes'], dict(images=_images(plan), hosts=hosts))
    except OSError as error:
        Display().warning("%s: can't be written, dlkm.fleet.last will not show this run: %s" % (plan['notes'], error))


def read(plan):
    """The noted facts by the name of the host, each with the time `at`; empty without."""
    try:
        with open(plan['notes'], encoding='utf-8') as file:
            whole = json.load(file)
        if whole['images'] != _images(plan):
            return {}
        return {name: said for name, said in whole['hosts'].items() if {'at', 'state', 'problems'} <= set(said)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _images(plan):
    return sorted(image['digest'] for image in plan['images'])


def _write(path, content):
    handle, new = tempfile.mkstemp(prefix='.%s.' % os.path.basename(path), dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, 'w', encoding='utf-8') as file:
            json.dump(content, file, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(new, 0o644)
        os.rename(new, path)
    except OSError:
        os.unlink(new)
        raise
