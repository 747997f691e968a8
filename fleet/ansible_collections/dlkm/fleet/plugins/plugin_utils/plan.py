# SPDX-License-Identifier: Apache-2.0
"""The plan of a rollout: a small YAML file, and the list of images that kmimage printed beside it."""

import json
import os
import re
import uuid

from ansible.errors import AnsibleError

DEFAULTS = {
    'images': 'images.json',
    'sources': [],
    'update': 'auto',
    'load': False,
    'rehearse': 'canaries',
    'health': '',
    'soak': 0,
    'waves': [1, 10, 100],
    'limit': 0,
    'room': 64,
    'timeout': 1200,
    'bin': '',
}

CHOICES = {
    'update': ('auto', 'live', 'held'),
    'rehearse': ('canaries', 'all', 'never'),
}

SOURCES = ('registry', 'directory', 'copy')

NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9_-]*\Z')
DIGEST = re.compile(r'sha256:[0-9a-f]{64}\Z')
WHOLE = re.compile(r'[0-9]+\Z')
REPOSITORY = re.compile(r'[^/:@\s]+(:[0-9]+)?(/[^/:@\s]+)+\Z')
LIMIT = re.compile(r'[0-9]+%?\Z')


def read(path, loader):
    """Reads and checks a plan; all errors are told at once."""
    path = os.path.abspath(os.path.expanduser(path))
    try:
        plan = loader.load_from_file(path, cache=False)
    except AnsibleError as error:
        raise AnsibleError('%s: is no plan: %s' % (path, error.message))
    if not isinstance(plan, dict):
        raise AnsibleError('%s: is no plan: it has to be a mapping with module, version, images, sources' % path)
    return of(plan, path)


def of(plan, path):
    """The plan with all its values, and the images of its version."""
    errors = ["unknown key '%s'" % key for key in plan if key not in DEFAULTS and key not in ('module', 'version')]
    whole = dict(DEFAULTS, **plan)
    errors += _errors(whole)
    images = []
    if not errors:
        images, errors = _images(whole, os.path.dirname(path))
    if errors:
        raise AnsibleError('; '.join('%s: %s' % (path, error) for error in errors))
    for source in whole['sources']:
        if 'copy' in source:
            source['copy'] = _beside(path, source['copy'])
    notes = os.path.splitext(path)[0] + '.last.json'
    return dict(whole, version=str(whole['version']), images=images, notes=notes, run=uuid.uuid4().hex)


def _beside(path, name):
    return os.path.normpath(os.path.join(os.path.dirname(path), name))


def _errors(plan):
    for key in ('module', 'version'):
        if not plan.get(key):
            yield '%s is missing' % key
    if plan.get('version') and not isinstance(plan['version'], (str, int)):
        yield "version is %s, a number or a date in YAML: quote it" % plan['version']
    if plan.get('module') and not NAME.match(str(plan['module'])):
        yield "'%s' is no name of a module" % plan['module']
    for key, words in CHOICES.items():
        if plan[key] not in words:
            yield "%s is '%s': expected one of %s" % (key, plan[key], ', '.join(words))
    for key in ('soak', 'room', 'timeout'):
        if not _is_number(plan[key]):
            yield "%s is '%s': expected a whole number" % (key, plan[key])
    if plan['timeout'] == 0:
        yield 'timeout is 0: a host that hangs would never be silent'
    for key in ('health', 'bin'):
        if not isinstance(plan[key], str):
            yield "%s is '%s': expected a text, in quotes" % (key, plan[key])
    if not isinstance(plan['load'], bool):
        yield "load is '%s': expected true or false" % plan['load']
    if plan['load'] is True and plan['update'] == 'held':
        yield 'load: true and update: held exclude each other: what is held can be loaded after the next boot'
    yield from _wave_errors(plan['waves'])
    if not is_limit(plan['limit']):
        yield "limit is '%s': expected a number of hosts, or a share such as 2%%" % plan['limit']
    yield from _source_errors(plan['sources'])


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _wave_errors(waves):
    fits = isinstance(waves, list) and 0 < len(waves) < 6 and all(
        isinstance(wave, (int, float)) and 0 < wave <= 100 for wave in waves)
    if not fits or sorted(set(waves)) != waves or waves[-1] != 100:
        yield 'waves: expected at most five rising shares in percent, the last one 100'


def _source_errors(sources):
    if not isinstance(sources, list) or not sources:
        yield 'sources: expected a list of registry: HOST/PATH, directory: PATH or copy: PATH'
        return
    for source in sources:
        kinds = list(source) if isinstance(source, dict) else []
        if len(kinds) != 1 or kinds[0] not in SOURCES:
            yield "source '%s': expected one of %s" % (source, ', '.join(SOURCES))
        elif not isinstance(source[kinds[0]], str):
            yield "source '%s': expected a text" % source
        elif 'registry' in source and not REPOSITORY.match(source['registry']):
            yield "registry '%s': expected HOST/PATH, with neither https:// nor a tag" % source['registry']
        elif 'directory' in source and not source['directory'].startswith('/'):
            yield "directory '%s': expected an absolute path, on the hosts" % source['directory']
    if sum('copy' in source for source in sources if isinstance(source, dict)) > 1:
        yield 'sources: only one of them may be a copy'


def is_limit(limit):
    """Whether a value can be a limit: 3, or a share of a wave, '2%'."""
    return _is_number(limit) or (isinstance(limit, str) and bool(LIMIT.match(limit)))


def allowed(limit, hosts):
    """How many hosts of a wave may fail."""
    text = str(limit)
    return hosts * int(text[:-1]) // 100 if text.endswith('%') else int(text)


def _images(plan, directory):
    names = [plan['images']] if isinstance(plan['images'], str) else plan['images']
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        return [], ['images: expected a file, or a list of files, that kmimage show --json printed']
    errors = []
    chosen = {}
    for name in names:
        where = os.path.join(directory, name)
        try:
            with open(where, encoding='utf-8') as file:
                images = json.load(file)['images']
            for image in images:
                if plan['module'] == image['name'] and str(plan['version']) == image['version']:
                    chosen[image['digest']] = _image(image)
        except (KeyError, TypeError) as error:
            errors.append('%s: an image is damaged, or lacks %s: kmimage verify' % (where, error))
        except (OSError, ValueError) as error:
            errors.append('%s: is not what kmimage show --json prints: %s' % (where, error))
    if not chosen and not errors:
        errors.append('%s: no image of %s %s' % (', '.join(names), plan['module'], plan['version']))
    return list(chosen.values()), errors


def _image(image):
    if not DIGEST.match(image['digest']):
        raise ValueError('a digest')
    contents = [{key: content[key] for key in ('module', 'version', 'sha256', 'signer')} for content in image['contents']]
    if not all(NAME.match(content['module']) for content in contents):
        raise ValueError('the name of a module')
    kernel = {key: image[key] for key in ('release', 'buildId', 'symvers', 'architecture')}
    return dict(kernel, digest=image['digest'], reference=image['reference'], contents=contents)
