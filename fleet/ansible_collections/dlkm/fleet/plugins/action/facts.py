# SPDX-License-Identifier: Apache-2.0
"""Asks a host what it is and what it has."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, Silent, failure


class ActionModule(FleetAction):
    """Reads only. A host that doesn't answer is no failure here: that is the gate's and the report's to judge."""

    ARGUMENTS = ('plan', 'direction')

    def act(self, task_vars):
        """The fact dlkm_host."""
        name = task_vars['inventory_hostname']
        try:
            facts = self._facts(self.remote(self._script()))
        except Silent as silent:
            facts = dict(state=host.SILENT, problems=[str(silent)])
        wanted = (host.NEW, host.HELD, host.UNHEALTHY, host.DIFFERS) if self._is_back else host.TODO
        facts['todo'] = facts['state'] in wanted
        facts['rank'] = host.rank(self.plan, name)
        return dict(ansible_facts=dict(dlkm_host=facts), changed=False)

    @property
    def _is_back(self):
        return self._task.args.get('direction') == 'back'

    def _script(self):
        health = self.plan['health']
        return '%s && %s && df -Pk /usr /var && { %s; }; echo health $?' % (
            self.tool('kmimage', 'identity', '--json'),
            self.tool('kmadmin', '-s', '--ours', '--json'),
            '(%s\n) >/dev/null 2>&1' % health if health else 'true',
        )

    def _facts(self, done):
        documents, rest = host.documents(done['stdout'])
        if len(documents) != 2:
            why = failure(done)['msg']
            return dict(state=host.BROKEN, problems=[why])
        kernel, modules = documents[0], documents[1]['modules']
        lines = rest.splitlines()
        room = min((int(line.split()[3]) for line in lines if len(line.split()) > 5 and '%' in line), default=0) >> 10
        image = host.image_for(self.plan, kernel)
        state = host.state(image, modules, lines[-1:] == ['health 0'])
        short = state in host.TODO and not self._is_back
        problems = host.problems(self.plan, image, kernel, room if short else self.plan['room'])
        return dict(
            identity=host.identity(kernel),
            release=kernel['release'],
            digest=image['digest'] if image else '',
            versions=host.versions(self.plan, image, modules),
            state=state,
            problems=[] if self._is_back else list(problems),
        )
