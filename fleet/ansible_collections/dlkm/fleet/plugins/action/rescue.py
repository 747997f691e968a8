# SPDX-License-Identifier: Apache-2.0
"""After a failure: puts a host that was changed back to what it had, and remembers why."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import UNCHANGED, FleetAction, Silent, failure, of_host

# By the exit status: at once, held since the module is busy, or with an afterthought that failed.
UNDONE = {
    0: '; rolled back',
    1: '; rolled back at the next shutdown, the module is busy',
    3: '; rolled back, but see kmadmin -s there',
}

# The steps before the registration: what the host has by now, it has by somebody else, perhaps another rollout. So it
# is where kmupdate changed nothing.
BEFORE = ('image', 'check')

# Of a host on which a later kernel gets its modules by what is installed.
INSTALLED = '; version %s stays installed, for kernels to come'


class ActionModule(FleetAction):
    """Never fails: the host is counted by the gate."""

    ARGUMENTS = ('plan', 'failed', 'direction')

    def act(self, task_vars):
        """The fact dlkm_outcome."""
        failed = self._task.args['failed']
        # A result with neither stage nor exception is Ansible's own: no answer, or not in time.
        is_silent = bool(failed.get('silent')) or 'timedout' in failed or not ('stage' in failed or 'exception' in failed)
        outcome = dict(run=self.plan['run'], is_good=False, is_silent=is_silent, why=failed.get('msg', 'no reason given'))
        changed = False
        if not is_silent and self._task.args.get('direction') != 'back' and failed.get('stage') != 'image':
            try:
                changed, said = self._put_back(task_vars, self._is_unchanged(failed))
                outcome['why'] += said
            except Silent as silent:
                outcome.update(is_silent=True, why='%s; %s' % (outcome['why'], silent))
        return dict(changed=changed, msg=outcome['why'], ansible_facts=dict(dlkm_outcome=outcome))

    @staticmethod
    def _is_unchanged(failed):
        stage = failed.get('stage')
        return stage in BEFORE or (stage == 'update' and failed.get('rc') == UNCHANGED)

    def _put_back(self, task_vars, is_unchanged):
        """Whether anything was changed, and what there is to say of it."""
        before, image = of_host(task_vars), self.image(task_vars)
        modules = self._modules()
        if modules is None:
            return False, '' if is_unchanged else '; NOT rolled back: what the host has is unknown'
        undo = '' if is_unchanged else self._undo(before, image, modules)
        if undo:
            done = self.remote(undo)
            if done['rc'] not in UNDONE:
                return False, '; NOT rolled back: %s' % failure(done)['msg']
            said, is_absent = UNDONE[done['rc']], done['rc'] == 0 and before['state'] == host.ABSENT
        else:
            said, is_absent = '', host.state(self.plan, image, modules, True) == host.ABSENT
        if len(before['taken']) == len(image['contents']):
            return bool(undo), said
        # Files that the host had not go with the image, by which nothing of them is registered.
        if is_absent and not before['installed'] and self.remote(self.tool('kminstall', '-d', self.plan['module']))['rc'] == 0:
            return True, said
        return bool(undo), said + INSTALLED % self.plan['version']

    def _modules(self):
        """What the host has now: a command can fail after it has changed something. None if that can't be known."""
        done = self.remote(self.tool('kmadmin', '-s', '--ours', '--json'))
        try:
            (status,), _rest = host.answers(done['stdout'], host.MODULES)
        except ValueError:
            return None
        return status['modules']

    def _undo(self, before, image, modules):
        """A held update is cancelled; what was not registered before is unregistered again."""
        module = self.plan['module']
        # What the host had of the image before, it has not by this run. Of the rest, one module is enough.
        gained = set(host.taken(image, modules)) - set(before['taken'])
        if not gained:
            still = host.unloaded(image, modules)
            loaded = [name for name in reversed(before['unloaded']) if name not in still]
            return self.tool('kmadmin', '-U', *loaded) if loaded and before['state'] == host.NOT_LOADED else ''
        if gained & set(host.held(image, modules)):
            return self.tool('kmupdate', '-n', '-M', module)
        if before['state'] == host.ABSENT:
            return self.removal('auto')
        return self.tool('kmupdate', '-r', '-M', module)
