#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: facts
short_description: Ask a host about its kernel and its modules
version_added: 1.0.0
description:
  - One command on the host, C(kmimage identity), C(kmadmin -s), C(kmsystem) and the health command of
    the plan; it changes nothing. What they say is the fact C(dlkm_host). A silent host is no failure.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options:
  direction:
    description: Whether a rollout or a rollback asks.
    type: str
    choices: ['on', 'back']
    default: 'on'
  after_fallback:
    description: Whether a host that went back to its last-known-good modules by itself may take part.
    type: bool
    default: false
extends_documentation_fragment:
  - ansible.builtin.action_common_attributes
  - dlkm.fleet.host
attributes:
  check_mode:
    support: full
'''

EXAMPLES = r'''
- name: Ask a host about its kernel and its modules
  dlkm.fleet.facts:
    plan: "{{ ansible_facts.dlkm_plan }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
