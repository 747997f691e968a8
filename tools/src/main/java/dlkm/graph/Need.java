package dlkm.graph;

/** How one module needs another, the strongest first. */
public enum Need {
  /** It uses a symbol of the other. */
  SYMBOL("symbol"),

  /** Its master file declares the dependency. */
  DECLARED("declared"),

  /** A soft dependency, before or after: {@code modprobe} tries it, and goes on without. */
  SOFT("soft");

  private final String word;

  Need(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
