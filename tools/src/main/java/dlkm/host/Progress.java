package dlkm.host;

/** Receives the steps of an operation when they begin. */
@FunctionalInterface
public interface Progress {

  /** Announces a step. */
  void begin(String step);
}
