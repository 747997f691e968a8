# SPDX-License-Identifier: Apache-2.0
"""Who takes part when."""

import math

# The group of a wave is this and its number.
GROUP = 'dlkm_wave_'
CANARIES = GROUP + '0'


def are_taken(groups):
    """Whether there are hosts in a wave already: groups live as long as the ansible-playbook, and so would they."""
    return any(hosts for name, hosts in groups.items() if name.startswith(GROUP))


def divide(hosts, shares):
    """The canaries, one of each identity, and the highest rank in each wave after theirs.

    hosts maps names to facts. A wave has its share of all hosts, and at least one more than the last.
    """
    canaries = {}
    for name, facts in sorted(hosts.items(), key=lambda pair: (pair[1]['rank'], pair[0])):
        canaries.setdefault(facts['identity'], name)
    rest = sorted(facts['rank'] for name, facts in hosts.items() if name not in canaries.values())
    edges = []
    at = 0
    for share in shares:
        at = min(len(rest), max(at + 1, math.ceil(len(hosts) * share / 100) - len(canaries)))
        edges.append(rest[at - 1] if rest else 0)
    return dict(canaries=sorted(canaries.values()), edges=edges)


def number(waves, name, rank):
    """The number of a host's wave; 0 is that of the canaries."""
    if name in waves['canaries']:
        return 0
    return 1 + next(number for number, edge in enumerate(waves['edges']) if rank <= edge)
