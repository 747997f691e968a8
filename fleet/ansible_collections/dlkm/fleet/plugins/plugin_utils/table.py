# SPDX-License-Identifier: Apache-2.0
"""Tables for people."""

from collections import Counter

from ansible.utils.display import Display

SHOWN = 20


def counted(heading, rows):
    """Lines of equal rows once, with their number as the last column."""
    counts = Counter(rows)
    return lines(heading + ('HOSTS',), [row + (str(counts[row]),) for row in sorted(counts)])


def lines(heading, rows):
    """The lines of a table, its columns aligned."""
    rows = [heading] + rows
    widths = [max(len(row[column]) for row in rows) for column in range(len(heading))]
    return ['  '.join(text.ljust(width) for text, width in zip(row, widths)).rstrip() for row in rows]


def some(named):
    """The first of many (name, reason) as lines."""
    texts = ['%s: %s' % pair for pair in sorted(named)]
    return texts[:SHOWN] + (['and %d more' % (len(texts) - SHOWN)] if len(texts) > SHOWN else [])


def show(texts):
    """Prints lines; what a host said can't steer the terminal."""
    for text in texts:
        Display().display(''.join(one if one.isprintable() or one == '\n' else '?' for one in text))
