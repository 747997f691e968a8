# SPDX-License-Identifier: Apache-2.0
"""Asks a host what it is and what it has."""

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.dlkm.fleet.plugins.plugin_utils import host
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, Silent, failure


class ActionModule(FleetAction):
    """Reads only. A host that doesn't answer is no failure here: that is the gate's and the report's to judge."""

    ARGUMENTS = ('plan', 'direction', 'after_fallback')

    def act(self, task_vars):
        """The fact dlkm_host."""
        name = task_vars['inventory_hostname']
        try:
            facts = self._facts(self.remote(self._script()))
        except Silent as silent:
            facts = dict(state=host.SILENT, problems=[str(silent)])
        wanted = (host.NEW, host.HELD, host.UNHEALTHY, host.NOT_LOADED, host.DIFFERS) if self._is_back else host.TODO
        # Who goes back needs no more than what is registered.
        facts['is_left_out'] = self._is_back and facts['state'] == host.BROKEN
        facts['todo'] = facts['state'] in wanted
        facts['rank'] = host.rank(self.plan, name)
        facts['run'] = self.plan['run']
        return dict(ansible_facts=dict(dlkm_host=facts), changed=False)

    @property
    def _is_back(self):
        return self._task.args.get('direction') == 'back'

    def _script(self):
        health = self.plan['health']
        return '%s && %s && { %s || true; } && df -Pk /usr /var && echo user "$(id -u)" && { %s; }; echo health $?' % (
            self.tool('kmimage', 'identity', '--json'),
            self.tool('kmadmin', '-s', '--ours', '--json'),
            # It tells what is planned, also where another module's files are wrong.
            self.tool('kmsystem', '--json'),
            '(%s\n) >/dev/null 2>&1' % health if health else 'true',
        )

    def _facts(self, done):
        try:
            (kernel, status, planned), rest = host.answers(done['stdout'], host.KERNEL, host.MODULES, host.PLANNED)
        except host.Odd as odd:
            return dict(state=host.BROKEN, problems=['the package dlkm there is of another version: %s' % odd])
        except ValueError:
            status = done['stdout'].split()[-1:]
            why = failure(dict(done, rc=int(status[0]) if status and status[0].isdigit() else done['rc']))
            return dict(state=host.BROKEN, problems=[why['msg']])
        modules, lines = status['modules'], rest.splitlines()
        room = min((int(line.split()[3]) for line in lines if len(line.split()) > 5 and '%' in line), default=0) >> 10
        image = host.image_for(self.plan, kernel)
        state = host.state(self.plan, image, modules, lines[-1:] == ['health 0'])
        problems = []
        if not self._is_back:
            problems += host.problems(self.plan, image, kernel, room if state in host.TODO else self.plan['room'])
            if state in host.TODO and not boolean(self._task.args.get('after_fallback', False)):
                problems += host.fallback(status)
            if state in host.TODO:
                problems += host.waiting(kernel)
                problems += host.unplanned(image, planned['modules'])
        users = [line.split()[1:] for line in lines if line.startswith('user ')]
        if users and users[0] != ['0']:
            problems.append('the commands run as user %s, not as root: ansible_become=true' % ' '.join(users[0]))
        return dict(
            identity=host.identity(kernel),
            release=kernel['release'],
            digest=image['digest'] if image else '',
            versions=host.versions(self.plan, image, modules),
            state=state,
            problems=problems,
            taken=host.taken(image, modules),
            unloaded=host.unloaded(image, modules),
            installed=host.is_installed(image, planned['modules']),
        )
