#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: wave
short_description: Put a host into the group of its wave
version_added: 1.0.0
description:
  - The group is C(dlkm_wave_) and a number, 0 for the canaries. A host that needs no change gets into
    none.
  - It is an action of the controller. The host needs no Python.
author:
  - DLKM for Linux (@dlkm)
options: {}
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
- name: Put a host into the group of its wave
  dlkm.fleet.wave:
'''

RETURN = r'''
msg:
  description: What was done, or why not.
  returned: when there is something to tell
  type: str
'''
