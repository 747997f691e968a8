package dlkm.check;

/**
 * Rules of the loader that depend on the kernel's version, each with the version from which on it
 * holds. Known from the sources of Linux 6.1, 6.12 and 7.2; a version in between counts as the
 * older one where the version of the change itself isn't known.
 *
 * @param major the first number of the release; 0 where it isn't known
 * @param minor the second one
 */
record LoaderRules(int major, int minor) {

  /** Rules for a kernel of which only its symbols are known: those of the oldest known version. */
  static final LoaderRules OLDEST = new LoaderRules(0, 0);

  /** The rules of a kernel's release, as {@code 6.12.41-amd64}. */
  static LoaderRules of(String release) {
    int dot = digits(release, 0);
    if (dot == 0 || dot == release.length() || release.charAt(dot) != '.') {
      return OLDEST;
    }
    int end = digits(release, dot + 1);
    return end == dot + 1
        ? OLDEST
        : new LoaderRules(
            Integer.parseInt(release, 0, dot, 10), Integer.parseInt(release, dot + 1, end, 10));
  }

  /** The end of the digits; no more of them than an int takes. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < 9
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private boolean since(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
  }

  /**
   * Sections are checked table by table, {@code .modinfo}, {@code struct module} and the symbol
   * table have to be unique, and {@code struct module} has to have the kernel's size:
   * elf_validity_cache_copy().
   */
  boolean checksUniqueSections() {
    return since(6, 12);
  }

  /** Symbol names have to lie within their string table: elf_validity_cache_strtab(). */
  boolean checksSymbolNames() {
    return since(6, 14);
  }

  /** Modversions may be in {@code __version_ext_crcs} and {@code __version_ext_names}. */
  boolean hasExtendedModversions() {
    return since(6, 14);
  }

  /** A namespace is a string in the source: {@code MODULE_IMPORT_NS("NAME")}. */
  boolean hasNamespaceStrings() {
    return since(6, 13);
  }

  /** A namespace {@code module:a,b*} needs no import by modules of these names. */
  boolean hasExportsForModules() {
    return since(6, 16);
  }

  /** All exports are in {@code __ksymtab}; {@code __kflagstab} tells which are GPL-only. */
  boolean hasExportFlags() {
    return since(7, 1);
  }

  /** Relocations of per-CPU data are applied. */
  boolean relocatesPerCpu() {
    return since(7, 2);
  }

  /** The message about a relocation target that isn't zero. */
  String takenTarget(int section, int row, int type) {
    if (since(7, 2)) {
      return "x86/modules: Invalid relocation target, existing value is nonzero for sec "
          + section
          + ", idx "
          + row
          + ", type "
          + type;
    }
    return (since(6, 12)
            ? "x86/modules: Invalid relocation target"
            : "x86/modules: Skipping invalid relocation target")
        + ", existing value is nonzero for type "
        + type;
  }
}
