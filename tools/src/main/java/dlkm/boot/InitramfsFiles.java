package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.InitramfsFile;
import dlkm.host.SetFile;
import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The initramfs of one kernel: the names of its files in {@code /boot}, and what is known of their
 * boot plans. The function set notes the plan of the installed one and of the held one; an unknown
 * plan makes the next command look.
 *
 * @param set the kernel's function set directory
 */
record InitramfsFiles(Host host, String release, Path set) {

  private static final String UNKNOWN = "unknown\n";

  /** The boot plan of a generation; empty when it has no BOOT modules. */
  static String plan(Path generation) throws IOException {
    return text(GenerationFile.EARLY.in(generation));
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  Path installed() {
    return new InstalledKernel(host, release).initramfs();
  }

  Path file(InitramfsFile which) {
    return which.beside(installed());
  }

  boolean isInstalled() {
    return Files.exists(installed());
  }

  /** The plan in the installed initramfs, as it was noted. */
  String installedPlan() throws IOException {
    return text(SetFile.INITRAMFS.in(set));
  }

  boolean isUnknown() throws IOException {
    return installedPlan().equals(UNKNOWN);
  }

  void noteInstalled(String plan) throws IOException {
    AtomicFiles.write(SetFile.INITRAMFS.in(set), plan);
  }

  void noteUnknown() throws IOException {
    noteInstalled(UNKNOWN);
  }

  void noteHeld(String plan) throws IOException {
    AtomicFiles.write(SetFile.HELD_INITRAMFS.in(set), plan);
  }

  void forgetHeld() throws IOException {
    Files.deleteIfExists(SetFile.HELD_INITRAMFS.in(set));
  }

  /**
   * Whether an initramfs with that plan is held. One older than the installed one doesn't count:
   * whoever rebuilt that may have changed what is in it besides our modules.
   */
  boolean isHeld(String plan) throws IOException {
    Path held = file(InitramfsFile.HELD);
    return plan.equals(text(SetFile.HELD_INITRAMFS.in(set))) && Files.exists(held) && isFresh(held);
  }

  /** Whether the installed one was not rebuilt after it. */
  boolean isFresh(Path other) throws IOException {
    return Files.getLastModifiedTime(other).compareTo(Files.getLastModifiedTime(installed())) >= 0;
  }

  String currentPlan() throws IOException {
    return plan(SetFile.CURRENT.in(set));
  }

  String lastKnownGoodPlan() throws IOException {
    return plan(SetFile.LAST_KNOWN_GOOD.in(set));
  }

  /** Deletes what a killed command wrote aside beside the installed one. */
  void deleteAsides() throws IOException {
    Path boot = installed().getParent();
    String prefix = AtomicFiles.aside(installed()).getFileName().toString();
    for (String aside : DirectoryNames.of(boot, prefix)) {
      AtomicFiles.deleteTree(boot.resolve(aside));
    }
  }

  boolean isCurrent(Path generation) {
    try {
      return Files.isSameFile(SetFile.CURRENT.in(set), generation);
    } catch (IOException e) {
      return false; // no generation is current
    }
  }
}
