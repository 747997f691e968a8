# SPDX-License-Identifier: Apache-2.0
"""Whether a rollout may begin, and who takes part when."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host, notes, table, waves
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, asked


class ActionModule(FleetAction):
    """Once for all hosts; what it decides is the fact dlkm_waves of each."""

    BYPASS_HOST_LOOP = True

    def act(self, task_vars):
        """Stops when a host that answers lacks something."""
        if waves.are_taken(task_vars['groups']):
            return dict(failed=True, msg='another rollout is in this ansible-playbook: begin one for each')
        silent, broken, lacking, todo, rows, said = [], [], [], {}, [], {}
        for name in task_vars['ansible_play_hosts_all']:
            facts = said[name] = asked(self.plan, task_vars, name) or host.NO_FACTS
            if facts['state'] == host.SILENT:
                silent.append((name, facts['problems'][0]))
                continue
            if facts.get('is_left_out'):
                broken.append((name, facts['problems'][0]))
                continue
            lacking += [(name, problem) for problem in facts['problems']]
            rows.append((facts.get('identity', '-'), facts.get('digest', '')[:19] or '-', facts['state']))
            if facts['todo'] and not facts['problems']:
                todo[name] = facts
        notes.add(self.plan, said)
        divided = waves.divide(todo, self.plan['waves'])
        table.show(table.counted(('IDENTITY', 'IMAGE', 'STATE'), rows))
        table.show(table.some((name, 'silent, not in this run: %s' % why) for name, why in silent))
        table.show(table.some((name, 'failed, not in this run: %s' % why) for name, why in broken))
        table.show(table.some(lacking))
        text = '%d of %d hosts to change, %d silent' % (len(todo), len(rows) + len(silent) + len(broken), len(silent))
        text += ', %d failed' % len(broken) if broken else ''
        if lacking:
            return dict(failed=True, lacking=dict(lacking), msg='%d hosts lack something: nothing was changed' % len(dict(lacking)))
        table.show([text])
        if (silent or broken) and not rows:
            return dict(failed=True, msg='no host %s: %s' % ('can take part' if broken else 'answers', text))
        return dict(
            ansible_facts=dict(dlkm_waves=divided),
            msg=text,
            todo=len(todo),
            silent=[name for name, why in silent],
        )
