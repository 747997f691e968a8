package dlkm.check;

/** The subject of a finding, in the order of the kernel's {@code load_module()}. */
public enum LoadStage {
  /** Whether the kernel loads modules at all. */
  PERMISSION,
  /** The signature, and what the kernel asks of it. */
  SIGNATURE,
  /** The ELF header and the section header table. */
  FORMAT,
  /** The layout of {@code struct module}, and modules that the command line forbids. */
  LAYOUT,
  /** The version magic. */
  VERMAGIC,
  /** Where the module comes from, as it says itself. */
  ORIGIN,
  /** The licence. */
  LICENCE,
  /** Sections that can't be loaded. */
  SECTIONS,
  /** Symbols: unresolved, of another version, of a namespace, for the GPL only. */
  SYMBOLS,
  /** Relocations. */
  RELOCATIONS,
  /** Exports without CRCs, and exports that another module or the kernel has. */
  EXPORTS,
  /** Values of parameters. */
  PARAMETERS,
  /** The module's name. */
  NAME,
  /** The modules that have to be loaded before it. */
  DEPENDENCIES,
  /** Aliases that are another module's too; the kernel itself knows nothing of them. */
  ALIASES;

  /** The word for programs. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether the kernel goes on after the first mistake of this kind and returns the last. */
  boolean lastCounts() {
    return this == SYMBOLS || this == PARAMETERS;
  }
}
