package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.InitramfsFile;
import dlkm.host.Notices;
import dlkm.host.SetFile;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole kernels of a release, by name (spec §4.4.1): links to generations, which are not
 * deleted as long as a name leads to them. The default kernel is the current generation and has no
 * link.
 */
public final class WholeKernels {

  /** The name of the default kernel (spec §2.3). */
  public static final String DEFAULT = "vmunix";

  /** The name of the default kernel before the present one (spec §2.3, §4.6). */
  public static final String PREVIOUS = DEFAULT + ".prev";

  /** The name of one that nobody named otherwise (spec §2.2). */
  public static final String BUILT = "vmunix_test";

  private static final int LONGEST_NAME = 32;

  private final FunctionSet set;

  public WholeKernels(FunctionSet set) {
    this.set = set;
  }

  /**
   * The name that a file name or a path of HP-UX stands for.
   *
   * @throws ProblemException when it is no name
   */
  public static String name(String operand) {
    String name = operand.substring(operand.lastIndexOf('/') + 1);
    boolean valid = !name.isEmpty() && name.length() <= LONGEST_NAME && isLetter(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      valid &= isLetter(c) || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }
    if (!valid) {
      throw new ProblemException(
          operand,
          "is no name of a whole kernel",
          "its last part must be a letter, then letters, digits, '_', '.' and '-', "
              + LONGEST_NAME
              + " characters at most");
    }
    return name;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** The function sets of a machine that have a whole kernel of that name. */
  public static List<FunctionSet> having(Host host, String name) {
    return FunctionSet.all(host).stream()
        .filter(set -> new WholeKernels(set).names().contains(name))
        .toList();
  }

  /**
   * Refuses a new name that differs from another one by case only: the file system of a boot
   * loader's partition would take their files for the same.
   */
  public void requireDistinct(String name) {
    for (String other : names()) {
      if (other.equalsIgnoreCase(name) && !other.equals(name)) {
        throw new ProblemException(
            name,
            "differs from the whole kernel " + other + " by case only",
            "use another name, or 'kmupdate -d " + other + "' first");
      }
    }
  }

  /** The names, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : DirectoryNames.of(SetFile.KERNELS.in(set.directory()))) {
      if (!name.startsWith(".")) {
        names.add(name);
      }
    }
    return names;
  }

  /** The link of a name, there or not. */
  public Path link(String name) {
    return SetFile.KERNELS.in(set.directory()).resolve(name);
  }

  /** The initramfs of a whole kernel, there or not. */
  public Path initramfs(String name) {
    Path installed = new InstalledKernel(set.host(), set.release()).initramfs();
    return InitramfsFile.ofKernel(installed, name);
  }

  /**
   * The generation of a name.
   *
   * @throws ProblemException when there is none
   */
  public Generation find(String name) {
    if (!Files.exists(link(name), LinkOption.NOFOLLOW_LINKS)) {
      List<String> names = names();
      throw new ProblemException(
          name,
          "there is no whole kernel of that name for " + set.release(),
          names.isEmpty()
              ? "'config SYSTEM_FILE' builds one"
              : "there are: " + String.join(" ", names));
    }
    Generation generation = set.follow(link(name)).orElseThrow();
    if (!Files.isDirectory(generation.directory())) {
      throw new ProblemException(
          name,
          "its generation " + generation.number() + " is missing",
          "'kmupdate -d " + name + "' deletes the name");
    }
    return generation;
  }

  /** Gives a generation a name, in place of another one's. */
  public void put(String name, Generation generation) throws IOException {
    AtomicFiles.link(link(name), target(generation));
  }

  /** Has a transaction do the same. */
  public void put(String name, Generation generation, Transaction transaction) {
    Transaction _ = transaction.link(link(name), target(generation));
  }

  private static Path target(Generation generation) {
    return Path.of("..", SetFile.GENERATIONS.fileName(), String.valueOf(generation.number()));
  }

  /**
   * Deletes the name, the boot loader's entry, and the initramfs; the generation goes unless
   * another name leads to it. The initramfs comes after the entry: it tells the next command, after
   * a kill, that there may be one.
   */
  public void delete(String name, Notices notice) throws IOException {
    set.entries().outdate();
    Files.delete(link(name));
    PartlyDoneException.after(
        () -> {
          AtomicFiles.syncDirectory(SetFile.KERNELS.in(set.directory()));
          set.entries().refresh(notice);
          Files.deleteIfExists(initramfs(name));
          new GenerationCleanup(set).discardLeftovers();
        });
  }
}
