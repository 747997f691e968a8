package dlkm.tune;

import dlkm.declaration.MasterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Whether a tunable can be changed while its module is loaded (spec §4.3, {@code Y}; §9.4). */
final class ChangeableAtRunTime {

  private ChangeableAtRunTime() {}

  /**
   * That of a module of ours: its master file declares it, and the loaded module doesn't
   * contradict.
   *
   * @param running the parameter's file in {@code /sys/module}, which may be missing
   */
  static boolean declared(MasterFile master, String name, Path running) {
    return master.linux().writable().contains(name)
        && (Files.notExists(running) || running(running));
  }

  /** That of a loaded module: the kernel lets root write to the parameter's file. */
  static boolean running(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_WRITE);
    } catch (IOException e) {
      return false;
    }
  }
}
