# SPDX-License-Identifier: Apache-2.0
"""After a wave: whether the next one may begin."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import plan, table
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, known


class ActionModule(FleetAction):
    """Once for the wave. A host is good if it said so itself in this run; any other is failed or silent."""

    BYPASS_HOST_LOOP = True
    ARGUMENTS = ('plan', 'wave')

    def act(self, task_vars):
        """Fails, by which the playbook ends, if more than the limit aren't good."""
        hosts = task_vars['groups'].get(self._task.args['wave'], [])
        failed, silent = [], []
        for name in () if self.is_check else hosts:
            outcome = known(task_vars, name).get('dlkm_outcome', {})
            if outcome.get('run') != self.plan['run']:
                silent.append((name, 'silent: no answer'))
            elif not outcome['is_good']:
                kind, word = (silent, 'silent') if outcome['is_silent'] else (failed, 'failed')
                kind.append((name, '%s: %s' % (word, outcome['why'])))
        allowed = plan.allowed(self.plan['limit'], len(hosts))
        good = len(hosts) - len(failed) - len(silent)
        text = '%d hosts: %d good, %d failed, %d silent; %d may fail' % (len(hosts), good, len(failed), len(silent), allowed)
        table.show(table.some(failed + silent) + [text])
        numbers = dict(hosts=len(hosts), failed_hosts=len(failed), silent_hosts=len(silent))
        if len(failed) + len(silent) > allowed:
            return dict(numbers, failed=True, msg='%s: stopped, no other host is touched' % text)
        return dict(numbers, changed=False, msg=text)
