#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: update
short_description: Register the image, or go back to the one before
version_added: 1.0.0
description:
  - C(kmupdate) replaces loaded modules live or holds the update for the shutdown, as the plan says;
    with a rehearsal before where the plan says so.
    Back from the first one, the module is unregistered, where the host is certain that it is the first.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  direction:
    description: C(back) for a rollback.
    type: str
    choices: ['on', 'back']
    default: 'on'
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
  - dlkm.fleet.host
attributes:
  check_mode:
    support: full
'''

EXAMPLES = r'''
- name: Register the image, or go back to the one before
  dlkm.fleet.update:
    plan: "{{ ansible_facts.dlkm_plan }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
