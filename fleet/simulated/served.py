# SPDX-License-Identifier: Apache-2.0
"""For measurements: as rooted, but the controller's processes don't run the hosts' commands, so that theirs is its time."""

import os
import shlex
import socket
import struct

from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = '''
name: served
short_description: Run on a directory that stands for a host, by another process
description:
  - The process is C(shells), and C(SHELLS) in the environment is its socket.
author: DLKM for Linux
options:
  home:
    description: The host's directory.
    required: true
    vars:
      - name: rooted_home
'''


class Connection(Local):
    """A command is sent as it is; its status, output and errors come back."""

    transport = 'served'

    def exec_command(self, cmd, in_data=None, sudoable=True):
        home = shlex.quote(self.get_option('home'))
        with socket.socket(socket.AF_UNIX) as server:
            server.connect(os.environ['SHELLS'])
            server.sendall(('HOST=%s PATH=%s/bin:"$PATH" %s' % (home, home, cmd)).encode())
            server.shutdown(socket.SHUT_WR)
            answer = b''.join(iter(lambda: server.recv(65536), b''))
        status, length = struct.unpack('>ii', answer[:8])
        return status, answer[8:8 + length], answer[8 + length:]
