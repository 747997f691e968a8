# SPDX-License-Identifier: Apache-2.0
"""What the documentation of the actions on hosts has in common."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type


class ModuleDocFragment(object):
    """The plan, and what an action of the controller supports."""

    DOCUMENTATION = r'''
options:
  plan:
    description: The plan, as M(dlkm.fleet.plan) returned it.
    type: dict
    required: true
attributes:
  diff_mode:
    support: none
  platform:
    platforms: linux
'''
