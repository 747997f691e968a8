#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: status
short_description: Show what the hosts have
version_added: 1.0.0
description:
  - A table of identity, image, version and state, and the exceptions by name.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
  - dlkm.fleet.host
attributes:
  check_mode:
    support: full
'''

EXAMPLES = r'''
- name: Show what the hosts have
  dlkm.fleet.status:
    plan: "{{ ansible_facts.dlkm_plan }}"
  run_once: true
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
