# SPDX-License-Identifier: Apache-2.0
"""Registers what is in a host's build area, or goes back to what was registered before."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, failure, of_host

WHEN = {'auto': [], 'live': ['-i'], 'held': ['-a']}

# kmupdate's exit status for an update that it holds by itself, since the module is busy.
HELD = 1


class ActionModule(FleetAction):
    """One kmupdate on the host: all of the update or none of it."""

    ARGUMENTS = ('plan', 'direction')

    def act(self, task_vars):
        """Registers, rehearses before on canaries, and loads where the plan says so."""
        if self.is_check:
            return dict(changed=True)
        done = self.remote(self._back(task_vars) if self._task.args.get('direction') == 'back' else self._on(task_vars))
        if done['rc'] == HELD or done['rc'] == 0:
            return dict(changed='nothing to do' not in done['stdout'], msg=done['stdout'].strip())
        return failure(done)

    def _on(self, task_vars):
        update = ['kmupdate'] + WHEN[self.plan['update']] + ['-M', self.plan['module']]
        is_canary = task_vars['inventory_hostname'] in task_vars['ansible_facts']['dlkm_waves']['canaries']
        if self.plan['rehearse'] == 'all' or (is_canary and self.plan['rehearse'] == 'canaries'):
            update.insert(1, '--rehearse')
        if not self.plan['load']:
            return self.tool(*update)
        loads = [self.tool('kmadmin', '-L', content['module']) for content in self.image(task_vars)['contents']]
        # Its exit status isn't kmupdate's: a load that fails is no held update.
        return '%s && { %s || exit 2; }' % (self.tool(*update), ' && '.join(loads))

    def _back(self, task_vars):
        if of_host(task_vars)['state'] == host.HELD:
            return self.tool('kmupdate', '-n', '-M', self.plan['module'])
        return self.tool('kmupdate', *WHEN[self.plan['update']], '-r', '-M', self.plan['module'])
