#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: last
short_description: Show what the hosts had when they were last asked
version_added: 1.0.0
description:
  - The table of M(dlkm.fleet.status), from what the playbooks noted beside the plan, with its age. No host
    is asked. Hosts without a note on the images of this plan are shown as never asked.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  path:
    description: The YAML file of the plan.
    type: path
    required: true
  hosts:
    description: The names of the hosts.
    type: list
    elements: str
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
- name: Show what the hosts had when they were last asked
  dlkm.fleet.last:
    path: plan.yml
    hosts: "{{ groups['all'] }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
