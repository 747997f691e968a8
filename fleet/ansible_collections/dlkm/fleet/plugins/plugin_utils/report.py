# SPDX-License-Identifier: Apache-2.0
"""The table of what hosts have, and the exceptions by name."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host, table


def shown(hosts, remark=''):
    """Prints it, and returns it as a task's result; hosts has the facts of each by its name."""
    rows, exceptions, states = [], [], {}
    for name, facts in hosts.items():
        state = states[name] = facts['state']
        digest = facts.get('digest', '')[:19] or '-'
        rows.append((facts.get('identity', '-'), digest, ' '.join(facts.get('versions', [])) or '-', state))
        if facts['problems'] or state not in (host.NEW, host.HELD):
            exceptions.append((name, '; '.join([state] + facts['problems'])))
    table.show(table.counted(('IDENTITY', 'IMAGE OF THE PLAN', 'VERSION', 'STATE'), rows))
    text = '%d hosts, %d exceptions%s' % (len(rows), len(exceptions), remark)
    table.show(table.some(exceptions) + [text])
    return dict(changed=False, states=states, exceptions=dict(exceptions), msg=text)
