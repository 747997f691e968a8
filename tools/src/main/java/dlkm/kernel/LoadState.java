package dlkm.kernel;

/** Where a loaded module is in its life, as {@code /proc/modules} says. */
public enum LoadState {
  LIVE,
  LOADING,
  UNLOADING;

  static LoadState of(String word) {
    return switch (word) {
      case "Loading" -> LOADING;
      case "Unloading" -> UNLOADING;
      default -> LIVE;
    };
  }
}
