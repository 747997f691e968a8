package dlkm.registrycheck;

import java.util.Locale;

/** The kinds of damage that a check finds. */
public enum DamageKind {
  /** The link to the current generation. */
  CURRENT,
  /** A link to the held or the last-known-good generation. */
  GENERATION_LINK,
  /** A registry that can't be read. */
  REGISTRY,
  /** A record that disagrees with its image. */
  RECORD,
  /** An image that is missing or isn't the registered one. */
  IMAGE,
  /** A file of a generation that is made of its registry. */
  DERIVED,
  /** A link by which the kernel's loader finds the images. */
  LINK,
  /** The kernel's module index. */
  INDEX,
  /** An entry of the build area. */
  BUILD,
  /** A saved configuration that can't be loaded. */
  CONFIGURATION,
  /** An owner or permissions by which others could change what the kernel loads, or can't read. */
  PERMISSION,
  /** A file that belongs to no record. */
  STRAY,
  /** A record whose dependency is not there. */
  DEPENDENCY;

  /** The word for it, in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
