package dlkm.rehearse;

import dlkm.host.Child;
import dlkm.host.ProgramPackage;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs of this machine that a scratch machine needs.
 *
 * @param busybox one that needs no library: it is alone in the machine at first
 * @param setpriv ends QEMU when we are killed; without it a killed rehearsal runs until its end
 */
record Programs(Path qemu, Path busybox, Optional<Path> setpriv) {

  static Programs find() {
    List<Problem> missing = new ArrayList<>();
    Optional<Path> qemu = needed("qemu-system-x86_64", missing);
    Optional<Path> busybox = needed("busybox", missing);
    if (busybox.isPresent() && !isStatic(busybox.get())) {
      missing.add(
          Problem.of(
              busybox.get().toString(),
              "needs libraries, but is alone in the scratch machine at first",
              install("busybox")));
    }
    if (!missing.isEmpty()) {
      throw new ProblemException(missing);
    }
    return new Programs(qemu.get(), busybox.get(), Child.callersProgram("setpriv"));
  }

  private static Optional<Path> needed(String name, List<Problem> missing) {
    Optional<Path> found = Child.callersProgram(name);
    if (found.isEmpty()) {
      missing.add(Problem.of(name, "is not on this machine", install(name)));
    }
    return found;
  }

  private static String install(String name) {
    return "'apt install " + ProgramPackage.of(name) + "'";
  }

  private static boolean isStatic(Path program) {
    try {
      return ElfSegments.isStatic(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
