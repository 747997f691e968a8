# SPDX-License-Identifier: Apache-2.0
"""What the actions share: one command on the host by its shell, no Python there; silence is an answer too."""

import shlex

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.action import ActionBase

try:
    from ansible.executor.task_executor import TaskTimeoutError
except ImportError:
    class TaskTimeoutError(BaseException):
        """Where ansible-core has it elsewhere, a task that takes too long has no result of ours: see rescue."""


# The shell's exit status for a program that is not there.
NOT_FOUND = 127

# kmupdate's exit status for an update that it holds by itself, since the module is busy.
HELD = 1

# That of kmupdate and kmmodreg when they changed nothing.
UNCHANGED = 2


class Silent(Exception):
    """The host doesn't answer: unreachable, or not within the task's time."""


class FleetAction(ActionBase):
    """An action on one host, or (BYPASS_HOST_LOOP) on what is known of all of them."""

    TRANSFERS_FILES = False
    ARGUMENTS = ('plan',)

    def run(self, tmp=None, task_vars=None):
        """Runs the action: what it returns, or a failure that says whether the host is silent."""
        result = super().run(tmp, task_vars)
        unknown = set(self._task.args) - set(self.ARGUMENTS)
        if unknown:
            return dict(result, failed=True, msg='unknown arguments: %s' % ', '.join(sorted(unknown)))
        result['stage'] = self._task.action.rsplit('.', 1)[-1]
        try:
            result.update(self.act(task_vars))
        except Silent as silent:
            result.update(failed=True, silent=True, msg=str(silent))
        return result

    def act(self, task_vars):
        """What the action is; returns what is added to its result."""
        raise NotImplementedError

    @property
    def plan(self):
        """The checked plan, as the action plan returned it."""
        return self._task.args['plan']

    @property
    def is_check(self):
        """Whether nothing may be changed."""
        return self._task.check_mode

    def remote(self, script, in_data=b'\n'):
        """Runs a shell script on the host: its rc, stdout and stderr.

        With something to read ssh makes no terminal, in which both outputs would be one. What the keyword environment
        says is for all commands of the script.
        """
        environment = self._compute_environment_string().strip()
        if environment:
            script = 'export %s; %s' % (environment, script)
        try:
            return self._low_level_execute_command(script, in_data=in_data)
        except AnsibleConnectionFailure as error:
            raise Silent('unreachable: %s' % error.message)
        except TaskTimeoutError:
            raise Silent('no answer within %d s' % self._task.timeout)

    def tool(self, *words):
        """A command line of one of our tools, quoted for the shell."""
        directory = self.plan['bin']
        name = '%s/%s' % (directory.rstrip('/'), words[0]) if directory else words[0]
        return ' '.join(shlex.quote(word) for word in (name,) + words[1:])

    def removal(self, when):
        """A command that unregisters the plan's module: auto, live or held, as the plan has it for updates."""
        now = self.tool('kmmodreg', '-U', self.plan['module'])
        later = now + ' -a'
        if when == 'auto':
            # What was refused for another reason is refused again.
            return '%s || { s=$?; [ $s = %d ] && %s && exit %d; exit $s; }' % (now, UNCHANGED, later, HELD)
        return later if when == 'held' else now

    def image(self, task_vars):
        """The image of the plan for the task's host; None without."""
        digest = of_host(task_vars)['digest']
        return next((image for image in self.plan['images'] if image['digest'] == digest), None)


def failure(done):
    """The result of a command that failed: our tools' last words are the reason."""
    lines = (done['stderr'] or done['stdout']).strip().splitlines()
    if done['rc'] == NOT_FOUND:
        lines.append('install the package dlkm there, or name the directory of our tools as bin in the plan')
    return dict(failed=True, rc=done['rc'], msg='\n'.join(lines[-5:]) or 'exit status %d' % done['rc'])


def of_host(task_vars):
    """The fact dlkm_host of the task's host."""
    return task_vars['ansible_facts']['dlkm_host']


def known(task_vars, host):
    """The facts that our actions left of a host; empty without."""
    return task_vars['hostvars'].raw_get(host).get('ansible_facts', {})


def asked(plan, task_vars, host):
    """The fact dlkm_host of a host that this run asked; None without. A cache may have those of earlier runs."""
    facts = known(task_vars, host).get('dlkm_host', {})
    return facts if facts.get('run') == plan['run'] else None
