# SPDX-License-Identifier: Apache-2.0
"""Puts the plan's image into a host's build area."""

import shlex

from ansible_collections.dlkm.fleet.plugins.plugin_utils import layout
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, failure, of_host


class ActionModule(FleetAction):
    """One command on the host: kmimage pulls, verifies and imports. Nothing that runs there changes by it."""

    def act(self, task_vars):
        """Tries the sources in their order; tells when the first one did not do."""
        if self.is_check:
            return dict(changed=True)
        digest = of_host(task_vars)['digest']
        archive = b'\n'
        for source in self.plan['sources']:
            if 'copy' in source:
                try:
                    archive = layout.packed(source['copy'], digest)
                except (OSError, ValueError, KeyError) as error:
                    return dict(failed=True, msg="%s: can't be sent: %s" % (source['copy'], error))
        done = self.remote(self._script(digest), archive)
        if done['rc'] != 0:
            return failure(done)
        result = dict(changed='is there already' not in done['stdout'])
        if done['stderr'].strip():
            result['warnings'] = done['stderr'].strip().splitlines()
        return result

    def _script(self, digest):
        attempts = ' || '.join('{ %s; }' % self._attempt(source, digest) for source in self.plan['sources'])
        return 'd=$(mktemp -d /var/tmp/dlkm-fleet.XXXXXX) || exit; { %s; }; s=$?; rm -rf "$d"; exit $s' % attempts

    def _attempt(self, source, digest):
        kind, place = next(iter(source.items()))
        take = self.tool('kmimage', 'import', '-M', self.plan['module'], '--digest', digest)
        if kind == 'registry':
            pull = self.tool('kmimage', 'pull', '-M', self.plan['module'], '%s:%s' % (place, self.plan['version']))
            return '%s "$d/pulled" >/dev/null && %s "$d/pulled"' % (pull, take)
        if kind == 'copy':
            return 'mkdir "$d/copied" && tar -x -f - -C "$d/copied" && %s "$d/copied"' % take
        return '%s %s' % (take, shlex.quote(place))
