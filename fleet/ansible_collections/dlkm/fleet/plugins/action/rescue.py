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
        if not is_silent and self._task.args.get('direction') != 'back' and not self._is_unchanged(failed):
            try:
                now = self._state(task_vars)
                undo = self._undo(now, of_host(task_vars)['state'])
                if now == host.BROKEN:
                    outcome['why'] += '; NOT rolled back: what the host has is unknown'
                if undo:
                    done = self.remote(undo)
                    changed = done['rc'] in UNDONE
                    outcome['why'] += UNDONE.get(done['rc']) or '; NOT rolled back: %s' % failure(done)['msg']
            except Silent as silent:
                outcome.update(is_silent=True, why='%s; %s' % (outcome['why'], silent))
        return dict(changed=changed, msg=outcome['why'], ansible_facts=dict(dlkm_outcome=outcome))

    @staticmethod
    def _is_unchanged(failed):
        stage = failed.get('stage')
        return stage in BEFORE or (stage == 'update' and failed.get('rc') == UNCHANGED)

    def _state(self, task_vars):
        """What the host has now: a command can fail after it has changed something."""
        done = self.remote(self.tool('kmadmin', '-s', '--ours', '--json'))
        try:
            (status,), _rest = host.answers(done['stdout'], host.MODULES)
        except ValueError:
            return host.BROKEN
        return host.state(self.image(task_vars), status['modules'], True)

    def _undo(self, now, before):
        """A held update is cancelled; what was not registered before is unregistered again."""
        module = self.plan['module']
        # A host that had the plan's image before was not changed by this run.
        if now not in (host.NEW, host.HELD, host.DIFFERS) or before in (host.UNHEALTHY, host.DIFFERS):
            return ''
        if now == host.HELD:
            return self.tool('kmupdate', '-n', '-M', module)
        if before == host.ABSENT:
            return self.tool('kmmodreg', '-U', module)
        return self.tool('kmupdate', '-r', '-M', module)
