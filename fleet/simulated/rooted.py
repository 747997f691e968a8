# SPDX-License-Identifier: Apache-2.0
"""For tests: a host is a directory of this machine, and our tools work on the root below it."""

import os
import shlex

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = '''
name: rooted
short_description: Run on a directory that stands for a host
description:
  - The host's directory has C(bin), which comes first in the path, and C(root). While it has a file C(silent), the host
    does not answer, nor does it answer a command that made that file.
author: DLKM for Linux
options:
  home:
    description: The host's directory.
    required: true
    vars:
      - name: rooted_home
'''

UNREAD = 250


class Connection(Local):
    """As local, with a home, and able to be silent."""

    transport = 'rooted'

    def exec_command(self, cmd, in_data=None, sudoable=True):
        home = self.get_option('home')
        self._answer(home)
        answer = super().exec_command(
            'HOST=%s PATH=%s/bin:"$PATH" %s; s=$?; [ "$(head -c 2000 | wc -c)" -lt 2000 ] || s=%d; exit $s' % (
                shlex.quote(home), shlex.quote(home), cmd, UNREAD), in_data, sudoable)
        self._answer(home)
        if answer[0] == UNREAD:
            # As ssh may say of a command that doesn't read what it is sent.
            raise AnsibleConnectionFailure('Data could not be sent to the host')
        return answer

    @staticmethod
    def _answer(home):
        if os.path.exists(os.path.join(home, 'silent')):
            raise AnsibleConnectionFailure('the host does not answer')
