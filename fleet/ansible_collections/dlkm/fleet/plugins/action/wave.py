# SPDX-License-Identifier: Apache-2.0
"""Puts a host that is to be changed into the group of its wave."""

from ansible_collections.dlkm.fleet.plugins.plugin_utils import waves
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction, of_host


class ActionModule(FleetAction):
    """On the controller only."""

    ARGUMENTS = ()

    def act(self, task_vars):
        """As group_by does."""
        facts = of_host(task_vars)
        if not facts['todo']:
            return dict(changed=False)
        number = waves.number(task_vars['ansible_facts']['dlkm_waves'], task_vars['inventory_hostname'], facts['rank'])
        return dict(changed=False, add_group=waves.GROUP + str(number), parent_groups=['all'])
