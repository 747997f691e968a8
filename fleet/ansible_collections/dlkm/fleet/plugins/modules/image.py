#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: image
short_description: Put the plan's image into a host's build area
version_added: 1.0.0
description:
  - C(kmimage) pulls, verifies and imports it, out of the first source of the plan that does.
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
- name: Put the plan's image into a host's build area
  dlkm.fleet.image:
    plan: "{{ ansible_facts.dlkm_plan }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
