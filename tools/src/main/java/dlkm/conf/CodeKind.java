package dlkm.conf;

/** The kind of code that a module's component files are. */
public enum CodeKind {
  /** Sources written to the DLKM interface: {@code mod.c} and further C files (spec §7). */
  WRAPPED,
  /** A Linux module's own tree, with its Kbuild or Makefile. */
  NATIVE,
  /** A relocatable object, {@code mod.o}. */
  PREBUILT
}
