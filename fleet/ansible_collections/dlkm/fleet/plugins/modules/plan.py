#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: plan
short_description: Read the plan of a rollout
version_added: 1.0.0
description:
  - Reads and checks a plan, and the list of images beside it. All hosts of the play get it as the fact
    C(dlkm_plan).
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  path:
    description: The YAML file.
    type: path
    required: true
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  platform:
    platforms: linux
'''

EXAMPLES = r'''
- name: Read the plan of a rollout
  dlkm.fleet.plan:
    path: plan.yml
  run_once: true
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
