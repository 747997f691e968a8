package dlkm.rehearse;

import dlkm.host.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a scratch machine has written to its disk, from outside and without mounting it.
 *
 * @param disk the file that keeps the writable layer
 */
public record GuestDisk(Path disk) {

  private static final String UPPER = "/upper";

  /** Copies a file of the machine, if that run or one before wrote it. */
  Optional<Path> file(String path, Path to) {
    read("dump " + UPPER + path + " " + to);
    return Files.exists(to) ? Optional.of(to) : Optional.empty();
  }

  /** Copies a directory of the machine into another one, under its own name. */
  public Path directory(String path, Path into) {
    read("rdump " + UPPER + path + " " + into);
    return into.resolve(Path.of(path).getFileName());
  }

  private void read(String request) {
    // What is only in the journal yet is not seen without this; its status tells what it mended.
    Child.run(List.of("e2fsck", "-p", disk.toString()));
    Child.run(List.of("debugfs", "-R", request, disk.toString()));
  }
}
