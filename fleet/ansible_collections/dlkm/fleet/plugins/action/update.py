# SPDX-License-Identifier: Apache-2.0
"""Registers what is in a host's build area, or goes back to what was registered before."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import HELD, UNCHANGED, FleetAction, failure, of_host

WHEN = {'auto': [], 'live': ['-i'], 'held': ['-a']}

# That of kmupdate -r for a module that wasn't registered before this image. Only then it is unregistered: without an
# earlier image for another reason, the host would lose a driver that it had.
NEVER = 4

# None of kmupdate's: it registered the module, and the load failed.
NOT_LOADED = 5

# What to do about a host that can't go back.
AGAIN = '%s\nit keeps version %s: to replace it, roll out the version that it should have'


class ActionModule(FleetAction):
    """One kmupdate on the host: all of the update or none of it."""

    ARGUMENTS = ('plan', 'direction')

    def act(self, task_vars):
        """Registers, rehearses before on canaries, and loads where the plan says so."""
        if self.is_check:
            return dict(changed=True)
        if self._task.args.get('direction') == 'back':
            done = self.remote(self._back(task_vars))
            if done['rc'] == NEVER:
                done = self.remote(self.removal(self.plan['update']))
            elif done['rc'] == UNCHANGED and of_host(task_vars)['state'] != host.HELD:
                why = failure(done)
                return dict(why, msg=AGAIN % (why['msg'], self.plan['version']))
        else:
            done = self.remote(self._on(task_vars))
        if done['rc'] == HELD or done['rc'] == 0:
            said = done['stdout'].strip()
            was_same = all('nothing to do' in line for line in said.splitlines())
            return dict(changed=not was_same or of_host(task_vars)['state'] == host.NOT_LOADED, msg=said)
        return failure(done)

    def _on(self, task_vars):
        modules = [content['module'] for content in self.image(task_vars)['contents']]
        update = ['kmupdate'] + WHEN[self.plan['update']]
        # By its own name none is left out: a family's name stands for those that the host plans used.
        for module in modules:
            update += ['-M', module]
        is_canary = task_vars['inventory_hostname'] in task_vars['ansible_facts']['dlkm_waves']['canaries']
        if self.plan['rehearse'] == 'all' or (is_canary and self.plan['rehearse'] == 'canaries'):
            update.insert(1, '--rehearse')
        if not self.plan['load']:
            return self.tool(*update)
        loads = [self.tool('kmadmin', '-L', module) + ' >/dev/null' for module in modules]
        return '%s && { %s || exit %d; }' % (self.tool(*update), ' && '.join(loads), NOT_LOADED)

    def _back(self, task_vars):
        if of_host(task_vars)['state'] == host.HELD:
            return self.tool('kmupdate', '-n', '-M', self.plan['module'])
        return self.tool('kmupdate', *WHEN[self.plan['update']], '-r', '-M', self.plan['module'])
