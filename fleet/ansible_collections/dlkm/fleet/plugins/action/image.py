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
        said = []
        for sources in self._together():
            done = self._tried(sources, digest)
            said += done['stderr'].strip().splitlines()
            if done['rc'] == 0:
                result = dict(changed='is there already' not in done['stdout'])
                return dict(result, warnings=said) if said else result
        return failure(dict(done, stderr='\n'.join(said)))

    def _together(self):
        """The sources that one command tries: an image is sent only to a host that took none from those before."""
        sources = self.plan['sources']
        at = next((at for at, source in enumerate(sources) if 'copy' in source), len(sources))
        return [part for part in (sources[:at], sources[at:]) if part]

    def _tried(self, sources, digest):
        archive = b'\n'
        try:
            if 'copy' in sources[0]:
                archive = layout.packed(sources[0]['copy'], digest)
        except (OSError, ValueError, KeyError, TypeError) as error:
            missing = dict(rc=1, stdout='', stderr="%s: can't be sent: %s" % (sources[0]['copy'], error))
            if not sources[1:]:
                return missing
            done = self._tried(sources[1:], digest)
            return dict(done, stderr='%s\n%s' % (missing['stderr'], done['stderr']))
        return self.remote(self._script(sources, digest), archive)

    def _script(self, sources, digest):
        attempts = ' || '.join('{ %s; }' % self._attempt(source, digest) for source in sources)
        # What is sent is read in any case, or its sender would take the host for silent. The directory goes also where the
        # connection ends before the command does.
        return ('d=$(mktemp -d /var/tmp/dlkm-fleet.XXXXXX) || { cat >/dev/null; exit 1; }; trap \'rm -rf "$d"\' EXIT; '
                'trap "exit 1" HUP INT PIPE TERM; %s' % attempts)

    def _attempt(self, source, digest):
        kind, place = next(iter(source.items()))
        take = self.tool('kmimage', 'import', '-M', self.plan['module'], '--digest', digest)
        if kind == 'registry':
            tagged = '%s:%s' % (place, self.plan['version'])
            pull = self.tool('kmimage', 'pull', '-M', self.plan['module'], '--digest', digest, tagged)
            return '%s "$d/pulled" >/dev/null && %s "$d/pulled"' % (pull, take)
        if kind == 'copy':
            unpack = 'mkdir "$d/copied" && tar -x -f - -C "$d/copied" || { cat >/dev/null; false; }'
            return '{ %s; } && %s "$d/copied"' % (unpack, take)
        return '%s %s' % (take, shlex.quote(place))
