package dlkm.kernel;

/** Somebody because of whom a module can't be unloaded. */
public sealed interface Holder {

  /** A loaded module that needs it. */
  record Dependent(String module) implements Holder {}

  /**
   * A process that has a device of it open.
   *
   * @param device the path by which it opened it
   */
  record User(long pid, String command, String device) implements Holder {}

  /** A file system that is mounted from a device of it. */
  record Mount(String directory, String device) implements Holder {}

  /** As in a message: who it is, in a few words. */
  default String words() {
    return switch (this) {
      case Dependent(String module) -> "module " + module + " needs it";
      case User(long pid, String command, String device) ->
          "process " + pid + " (" + command + ") has " + device + " open";
      case Mount(String directory, String device) -> device + " is mounted on " + directory;
    };
  }
}
