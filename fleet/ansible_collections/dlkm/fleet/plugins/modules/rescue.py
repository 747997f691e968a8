#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: rescue
short_description: Put back what a host had before a failure
version_added: 1.0.0
description:
  - Rolls back by C(kmupdate -r) if the host was changed already, and leaves the reason for the gate.
    Files that the host had not before are deleted by C(kminstall -d). Never fails.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  failed:
    description: The result of the task that failed.
    type: dict
    required: true
  direction:
    description: With C(back) nothing is undone.
    type: str
    choices: ['on', 'back']
    default: 'on'
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
  - dlkm.fleet.host
attributes:
  check_mode:
    support: none
'''

EXAMPLES = r'''
- name: Put back what a host had before a failure
  dlkm.fleet.rescue:
    plan: "{{ ansible_facts.dlkm_plan }}"
    failed: "{{ ansible_failed_result }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
