package dlkm.graph;

/** Whose module it is, in the words of {@code kmadmin -k}. */
public enum ModuleOrigin {
  /** Registered, or to be registered at the shutdown. */
  DLKM("dlkm"),

  /** Any other. */
  KERNEL("kernel");

  private final String word;

  ModuleOrigin(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
