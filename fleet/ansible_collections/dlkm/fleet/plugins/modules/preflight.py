#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: preflight
short_description: Tell whether a plan fits the hosts
version_added: 1.0.0
description:
  - Counts the hosts by identity of the kernel, image and state. Fails if a host that answers lacks an
    image, a key or room. Divides the others into waves, the fact C(dlkm_waves).
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
- name: Tell whether a plan fits the hosts
  dlkm.fleet.preflight:
    plan: "{{ ansible_facts.dlkm_plan }}"
  run_once: true
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
