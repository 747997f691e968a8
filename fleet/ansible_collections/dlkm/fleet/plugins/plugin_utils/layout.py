# SPDX-License-Identifier: Apache-2.0
"""One image out of a directory in the OCI image layout, to be sent to a host."""

import io
import json
import os
import tarfile


def packed(directory, digest):
    """A tar archive of a layout that has this image only. kmimage verifies it on the host."""
    with open(os.path.join(directory, 'index.json'), encoding='utf-8') as file:
        index = json.load(file)
    index['manifests'] = [entry for entry in index['manifests'] if entry['digest'] == digest]
    if not index['manifests']:
        raise OSError('%s: has no image %s' % (directory, digest))
    manifest = _blob(directory, digest)
    parts = json.loads(manifest)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as tar:
        with open(os.path.join(directory, 'oci-layout'), 'rb') as file:
            _add(tar, 'oci-layout', file.read())
        _add(tar, 'index.json', json.dumps(index).encode())
        _add(tar, _name(digest), manifest)
        for part in [parts['config']] + parts['layers']:
            _add(tar, _name(part['digest']), _blob(directory, part['digest']))
    return out.getvalue()


def _name(digest):
    kind, hexadecimal = digest.split(':')
    if kind != 'sha256' or not hexadecimal.isalnum():
        raise OSError('%s: is no digest' % digest)
    return 'blobs/%s/%s' % (kind, hexadecimal)


def _blob(directory, digest):
    with open(os.path.join(directory, _name(digest)), 'rb') as file:
        return file.read()


def _add(tar, name, content):
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
