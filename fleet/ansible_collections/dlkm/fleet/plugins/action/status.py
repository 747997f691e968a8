# SPDX-License-Identifier: Apache-2.0
"""What the hosts have."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import host, notes, report
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, asked


class ActionModule(FleetAction):
    """Once for all hosts: a table, and the exceptions by name."""

    BYPASS_HOST_LOOP = True

    def act(self, task_vars):
        """Changes no host; exceptions are no failure."""
        names = task_vars['ansible_play_hosts_all']
        hosts = {name: asked(self.plan, task_vars, name) or host.NO_FACTS for name in names}
        notes.add(self.plan, hosts)
        return report.shown(hosts)
