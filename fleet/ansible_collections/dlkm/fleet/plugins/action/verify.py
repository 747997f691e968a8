# SPDX-License-Identifier: Apache-2.0
"""Whether a host has what it should have, and its health command goes well."""

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.dlkm.fleet.plugins.plugin_utils import host
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, failure

GOOD = {'on': (host.NEW, host.HELD), 'back': (host.OLD, host.ABSENT)}


class ActionModule(FleetAction):
    """Asks the host; what the commands before said doesn't count. With final, a good host is counted as such."""

    ARGUMENTS = ('plan', 'direction', 'final')

    def act(self, task_vars):
        """The fact dlkm_outcome, by which the gate counts."""
        if self.is_check:
            return dict(changed=False)
        direction = self._task.args.get('direction', 'on')
        # The health command is the plan's: of a host that left the plan it says nothing.
        health = self.plan['health'] if direction == 'on' else ''
        done = self.remote('%s && { %s\n} >&2' % (self.tool('kmadmin', '-s', '--ours', '--json'), health or 'true'))
        try:
            (status,), _rest = host.answers(done['stdout'], host.MODULES)
        except ValueError:
            return failure(done)
        image, modules = self.image(task_vars), status['modules']
        state = host.state(self.plan, image, modules, True)
        if state not in GOOD[direction]:
            return dict(failed=True, state=state, msg='%s: is %s on the host' % (self.plan['module'], state))
        if done['rc'] != 0:
            why = ['the health command failed, exit status %d' % done['rc']]
            why += ['\n'.join(done['stderr'].strip().splitlines()[-5:])] if done['stderr'].strip() else []
            return dict(failed=True, rc=done['rc'], state=state, msg=': '.join(why))
        if not boolean(self._task.args.get('final', True)):
            return dict(changed=False, state=state)
        has = dict(state=state, versions=host.versions(self.plan, image, modules), problems=[])
        outcome = dict(run=self.plan['run'], is_good=True, has=has)
        return dict(changed=False, state=state, ansible_facts=dict(dlkm_outcome=outcome))
