# SPDX-License-Identifier: Apache-2.0
"""After a wave: whether the next one may begin."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host, notes, plan, table, waves
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, known


class ActionModule(FleetAction):
    """Once for the wave. A host is good if it said so itself in this run; any other is failed or silent."""

    BYPASS_HOST_LOOP = True
    ARGUMENTS = ('plan', 'wave')

    def act(self, task_vars):
        """Fails, by which the playbook ends, if more than the limit aren't good."""
        hosts = task_vars['groups'].get(self._task.args['wave'], [])
        failed, silent, said = [], [], {}
        for name in () if self.is_check else hosts:
            facts = known(task_vars, name)
            outcome = self._outcome(facts)
            has = outcome.get('has')
            if not outcome['is_good']:
                kind, state = (silent, host.SILENT) if outcome['is_silent'] else (failed, host.BROKEN)
                kind.append((name, '%s: %s' % (state, outcome['why'])))
                has = dict(state=state, problems=[outcome['why']])
            said[name] = dict(facts['dlkm_host'], **has)
        if said:
            notes.add(self.plan, said)
        # A canary is the only one of its identity.
        allowed = 0 if self._task.args['wave'] == waves.CANARIES else plan.allowed(self.plan['limit'], len(hosts))
        good = len(hosts) - len(failed) - len(silent)
        text = '%d hosts: %d good, %d failed, %d silent; %d may fail' % (len(hosts), good, len(failed), len(silent), allowed)
        table.show(table.some(failed + silent) + [text])
        numbers = dict(hosts=len(hosts), failed_hosts=len(failed), silent_hosts=len(silent))
        if len(failed) + len(silent) > allowed:
            return dict(numbers, failed=True, msg='%s: stopped, no other host is touched' % text)
        return dict(numbers, changed=False, msg=text)

    def _outcome(self, facts):
        outcome = facts.get('dlkm_outcome', {})
        is_of_this_run = outcome.get('run') == self.plan['run']
        return outcome if is_of_this_run else dict(is_good=False, is_silent=True, why='no answer')
