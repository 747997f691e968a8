# SPDX-License-Identifier: Apache-2.0
"""Asks a host's kernel rules about the modules in its build area."""

import json

from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, failure, of_host

BUILT = '/var/cache/dlkm/built/%s/%s.ko'


class ActionModule(FleetAction):
    """kmcheck loads nothing."""

    def act(self, task_vars):
        """Fails with what the kernel would refuse."""
        if self.is_check:
            return dict(changed=False)
        release = of_host(task_vars)['release']
        done = self.remote(self.tool('kmcheck', '-K', release, '--json', *self._files(task_vars, release)))
        if done['rc'] == 0:
            return dict(changed=False)
        try:
            findings = list(self._findings(json.loads(done['stdout'])))
        except (ValueError, KeyError):
            findings = []
        return dict(failure(done), msg='\n'.join(findings)) if findings else failure(done)

    def _files(self, task_vars, release):
        return [BUILT % (release, content['module']) for content in self.image(task_vars)['contents']]

    @staticmethod
    def _findings(report):
        for kernel in report['kernels']:
            for module in kernel['modules']:
                for finding in module['findings']:
                    if finding['severity'] != 'warns':
                        yield '%s: %s: %s' % (module['name'], finding['what'], finding['todo'])
