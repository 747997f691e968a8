#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: verify
short_description: Verify that a host has what it should have
version_added: 1.0.0
description:
  - Asks C(kmadmin -s), then runs the health command of the plan; not after a rollback.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  direction:
    description: C(back) after a rollback.
    type: str
    choices: ['on', 'back']
    default: 'on'
  final:
    description: Whether a good host is counted by the gate.
    type: bool
    default: true
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
  - dlkm.fleet.host
attributes:
  check_mode:
    support: full
'''

EXAMPLES = r'''
- name: Verify that a host has what it should have
  dlkm.fleet.verify:
    plan: "{{ ansible_facts.dlkm_plan }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
