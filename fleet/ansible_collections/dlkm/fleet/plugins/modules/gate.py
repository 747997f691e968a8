#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: gate
short_description: Let the next wave begin, or stop
version_added: 1.0.0
description:
  - Counts the hosts of a wave that failed, and those that do not answer. If they are more than the
    limit of the plan, it fails, and with it the playbook. Of the canaries none may.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  wave:
    description: The group of the wave.
    type: str
    required: true
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
  - dlkm.fleet.host
attributes:
  check_mode:
    support: full
'''

EXAMPLES = r'''
- name: Let the next wave begin, or stop
  dlkm.fleet.gate:
    plan: "{{ ansible_facts.dlkm_plan }}"
    wave: dlkm_wave_1
  run_once: true
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
