# SPDX-License-Identifier: Apache-2.0
"""What the hosts had when they were last asked."""

import time

from ansible.errors import AnsibleError
from ansible_collections.dlkm.fleet.plugins.plugin_utils import notes, plan, report
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction

NEVER = dict(state='never asked', problems=[])


class ActionModule(FleetAction):
    """Asks none of them. One task on the controller: a task for each host, even an empty one, costs some milliseconds."""

    ARGUMENTS = ('path', 'hosts')

    def act(self, task_vars):
        """As status, from what preflight, rollout, rollback and status noted beside the plan."""
        try:
            noted = notes.read(plan.read(self._task.args['path'], self._loader))
        except AnsibleError as error:
            return dict(failed=True, msg=error.message)
        hosts = {name: noted.get(name, NEVER) for name in self._task.args['hosts']}
        times = [facts['at'] for facts in hosts.values() if 'at' in facts]
        ages = list(dict.fromkeys((_age(max(times)), _age(min(times))))) if times else []
        return report.shown(hosts, '; asked %s ago' % ' to '.join(ages) if ages else '')


def _age(at):
    minutes = max(0, int(time.time()) - at) // 60
    if minutes < 120:
        return '%d min' % minutes
    return '%d h' % (minutes // 60) if minutes < 48 * 60 else '%d days' % (minutes // 60 // 24)
