package dlkm.graph;

import dlkm.kernel.LoadState;

/** Where the code of a module is. */
public enum State {
  LOADED("LOADED"),
  LOADING("LOADING"),
  UNLOADING("UNLOADING"),
  UNLOADED("UNLOADED"),

  /** Linked into the kernel. */
  BUILT_IN("BUILT-IN"),

  /** Needed by another module, and unknown to this kernel. */
  MISSING("MISSING");

  private final String word;

  State(String word) {
    this.word = word;
  }

  static State of(LoadState state) {
    return switch (state) {
      case LIVE -> LOADED;
      case LOADING -> LOADING;
      case UNLOADING -> UNLOADING;
    };
  }

  public String word() {
    return word;
  }
}
