# SPDX-License-Identifier: Apache-2.0
"""What the hosts have."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host, table
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, known


class ActionModule(FleetAction):
    """Once for all hosts: a table, and the exceptions by name."""

    BYPASS_HOST_LOOP = True

    def act(self, task_vars):
        """Reads only; exceptions are no failure."""
        rows, exceptions, states = [], [], {}
        for name in task_vars['ansible_play_hosts_all']:
            facts = known(task_vars, name).get('dlkm_host') or dict(state=host.SILENT, problems=['no facts'])
            state = states[name] = facts['state']
            digest = facts.get('digest', '')[:19] or '-'
            rows.append((facts.get('identity', '-'), digest, ' '.join(facts.get('versions', [])) or '-', state))
            if facts['problems'] or state not in (host.NEW, host.HELD):
                exceptions.append((name, '; '.join([state] + facts['problems'])))
        table.show(table.counted(('IDENTITY', 'IMAGE OF THE PLAN', 'VERSION', 'STATE'), rows))
        text = '%d hosts, %d exceptions' % (len(rows), len(exceptions))
        table.show(table.some(exceptions) + [text])
        return dict(changed=False, states=states, exceptions=dict(exceptions), msg=text)
