# SPDX-License-Identifier: Apache-2.0
"""The state of a host against a plan, from what our tools print on it."""

import hashlib
import json

UNKNOWN = 'unknown'

# A host can be none of these twice. Those of TODO are what a rollout changes.
NEW = 'new'
HELD = 'held'
OLD = 'old'
ABSENT = 'absent'
DIFFERS = 'other image loaded'
NOT_LOADED = 'not loaded'
UNHEALTHY = 'unhealthy'
SILENT = 'silent'
BROKEN = 'failed'

TODO = (OLD, ABSENT, DIFFERS, NOT_LOADED, UNHEALTHY)

# What kmimage identity, kmadmin -s and kmsystem print, as far as it is looked at: the types of the values.
KERNEL = dict(release=str, buildId=str, symvers=str, architecture=str, signaturesRequired=bool, keys=list,
              waiting=(str, type(None)))
MODULES = dict(modules=dict(
    name=str, status=str, registered=bool, sha256=(str, type(None)), heldSha256=(str, type(None)), version=(str, type(None)), note=str))
PLANNED = dict(modules=dict(module=str, configured=bool))

# Of a host that no play could ask.
NO_FACTS = dict(state=SILENT, problems=['no facts'])


def identity(kernel):
    """The identity of a kernel in one word: release, build id and architecture."""
    return '%s:%s:%s' % (kernel['release'], kernel['buildId'][:16], kernel['architecture'])


def image_for(plan, kernel):
    """The image of the plan for a kernel, by the rule of kmimage; None without."""
    for image in plan['images']:
        if image['release'] == kernel['release'] and image['architecture'] == kernel['architecture']:
            known = [key for key in ('buildId', 'symvers') if UNKNOWN not in (image[key], kernel[key])]
            if known and all(image[key] == kernel[key] for key in known):
                return image
    return None


def problems(plan, image, kernel, room):
    """What keeps a host from taking part, in words."""
    if image is None:
        yield 'no image for kernel %s' % identity(kernel)
    elif kernel['signaturesRequired']:
        for content in image['contents']:
            if not content['signer']:
                yield '%s is unsigned, and the kernel refuses unsigned modules' % content['module']
            elif content['signer'] not in kernel['keys']:
                yield "the key '%s' is not enrolled" % content['signer']
    if room < plan['room']:
        yield '%d MiB free, %d needed' % (room, plan['room'])


def waiting(kernel):
    """That another build of the kernel is there for the next boot, in words: an image is for one of them."""
    if kernel['waiting']:
        yield '%s is there for the next boot: reboot first' % kernel['waiting']


def unplanned(image, planned):
    """The modules of the image that the host plans unused: it would take the others alone. In words."""
    ours = [content['module'] for content in image['contents']] if image else []
    for entry in planned:
        if entry['module'] in ours and not entry['configured']:
            yield '%s is planned unused there: kmsystem -c y %s' % (entry['module'], entry['module'])


def is_installed(image, planned):
    """Whether a host has component files of a module of the image, of whatever version."""
    ours = [content['module'] for content in image['contents']] if image else []
    return any(entry['module'] in ours for entry in planned)


def fallback(status):
    """That a host went back to its last-known-good modules by itself, and nothing was changed since, in words."""
    if isinstance(status.get('gaveUp'), int):
        yield ('went back to last-known-good: generation %d did not finish INIT; if this rollout may be tried there, '
               'preflight_after_fallback=true' % status['gaveUp'])


def state(plan, image, modules, healthy):
    """One of the words above, of a host that answered."""
    found = _found(image, modules)
    if not any(module and module['registered'] for module, _content in found):
        return HELD if found and all(_holds(*pair) for pair in found) else ABSENT
    if all(module and (_holds(module, content) or _has(module, content)) for module, content in found):
        if any(_holds(*pair) for pair in found):
            return HELD
        if any('not the registered image' in module['note'] for module, _content in found):
            return DIFFERS
        if plan['load'] and any(_is_to_load(module) for module, _content in found):
            return NOT_LOADED
        return NEW if healthy else UNHEALTHY
    return OLD


def taken(image, modules):
    """The modules that a host has from the image, registered or held: not all of them, if it is torn."""
    return [content['module'] for module, content in _found(image, modules) if module and (
        _has(module, content) or _holds(module, content))]


def held(image, modules):
    """Those of them that it holds."""
    return [content['module'] for module, content in _found(image, modules) if _holds(module, content)]


def unloaded(image, modules):
    """The registered modules of the image that aren't loaded and may be."""
    return [module['name'] for module, _content in _found(image, modules) if module and _is_to_load(module)]


def _found(image, modules):
    ours = {module['name']: module for module in modules}
    return [(ours.get(content['module']), content) for content in image['contents']] if image else []


def _is_to_load(module):
    return module['registered'] and module['status'] == 'UNLOADED' and 'unused' not in module['note']


def _has(module, content):
    # What is registered, unless something else is held.
    return (module['sha256'] == content['sha256'] and module['version'] == content['version']
            and not module['heldSha256'] and 'held' not in module['note'])


def _holds(module, content):
    return bool(module) and module['heldSha256'] == content['sha256']


def versions(plan, image, modules):
    """The registered versions of the plan's modules."""
    names = [content['module'] for content in image['contents']] if image else [plan['module']]
    return sorted({module['version'] for module in modules if module['name'] in names and module['version']})


def rank(plan, name):
    """A number from 0 to 1 by which hosts take their turns: the same in each run of one version."""
    text = '%s %s %s' % (plan['module'], plan['version'], name)
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16) / float(1 << 48)


class Odd(ValueError):
    """A host answered, and not as our tools of this version do."""


def answers(text, *shapes):
    """The JSON objects at the beginning of a text, one of each shape, and the rest of the text.

    Raises ValueError without them, Odd for others: what one host says must not end the play for all.
    """
    found, rest = _documents(text)
    if len(found) != len(shapes):
        raise ValueError('no answer')
    for document, shape in zip(found, shapes):
        _require(document, shape)
    return found, rest


def _require(document, shape):
    for key, kind in shape.items():
        value = document.get(key)
        if isinstance(kind, dict):
            if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
                raise Odd("'%s' is missing or odd" % key)
            for entry in value:
                _require(entry, kind)
        elif not isinstance(value, kind):
            raise Odd("'%s' is missing or odd" % key)


def _documents(text):
    decoder = json.JSONDecoder()
    found = []
    text = text.lstrip()
    while text.startswith('{'):
        try:
            document, end = decoder.raw_decode(text)
        except (ValueError, RecursionError):
            raise Odd('it is no JSON')
        found.append(document)
        text = text[end:].lstrip()
    return found, text
