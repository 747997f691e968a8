package dlkm.host;

/** Where an operation of several steps announces each of them when it begins. */
@FunctionalInterface
public interface Progress {

  /** Announces a step. */
  void begin(String step);
}
