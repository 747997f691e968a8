#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: check
short_description: Check that a host's kernel would accept the image
version_added: 1.0.0
description:
  - C(kmcheck) reads the modules in the build area and loads nothing.
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
- name: Check that a host's kernel would accept the image
  dlkm.fleet.check:
    plan: "{{ ansible_facts.dlkm_plan }}"
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
