# SPDX-License-Identifier: Apache-2.0
"""Reads a plan."""

from ansible.errors import AnsibleError
from ansible_collections.dlkm.fleet.plugins.plugin_utils import plan
from ansible_collections.dlkm.fleet.plugins.plugin_utils.base import FleetAction


class ActionModule(FleetAction):
    """Once for all hosts, which get it as the fact dlkm_plan."""

    BYPASS_HOST_LOOP = True
    ARGUMENTS = ('path',)

    def act(self, task_vars):
        """Reads and checks it."""
        try:
            whole = plan.read(self._task.args['path'], self._loader)
        except AnsibleError as error:
            return dict(failed=True, msg=error.message)
        return dict(ansible_facts=dict(dlkm_plan=whole))
