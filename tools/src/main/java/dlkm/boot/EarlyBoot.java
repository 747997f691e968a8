package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps a kernel's initramfs in step with the generation that is current: it carries the plan and
 * the modules of BOOT1 and BOOT2. Built aside before a change is committed, so that one that can't
 * be built changes nothing; renamed over when it is.
 *
 * <p>The file {@code initramfs} in the function set is the plan that the installed initramfs has;
 * {@code initramfs.next} that of the one that waits, with what is held, for the shutdown. What
 * boots decides: {@code kminit} makes the generation current whose plan the initramfs had.
 */
public final class EarlyBoot {

  /** The plan's name in a generation. */
  public static final String PLAN = "early";

  private static final String INSTALLED = "initramfs";
  private static final String WAITING = "initramfs.next";
  private static final String UNKNOWN = "unknown\n";

  private final Host host;
  private final String release;
  private final Path set;
  private final Consumer<String> notice;
  private boolean replace;

  /**
   * Set in a scratch machine whose command is rehearsed without the boot after it: the initramfs is
   * built outside then, where that takes seconds and not minutes.
   */
  public static final String LEAVE = "DLKM_LEAVE_INITRAMFS";

  /**
   * The initramfs of a kernel.
   *
   * @param set the kernel's function set directory
   * @param notice gets a line before work that takes long, and what a person has to do
   */
  public EarlyBoot(Host host, String release, Path set, Consumer<String> notice) {
    this.host = host;
    this.release = release;
    this.set = set;
    this.notice = notice;
  }

  private Path image() {
    return host.path("/boot/initrd.img-" + release);
  }

  private Path fresh() {
    return host.path("/boot/initrd.img-" + release + ".dlkm-new");
  }

  private Path waiting() {
    return host.path("/boot/initrd.img-" + release + ".dlkm-next");
  }

  /** What is built aside for a generation that shall become current now. */
  public void prepare(Path generation) throws IOException {
    String plan = plan(generation);
    replace = false;
    if (plan.equals(read(INSTALLED))) {
      return;
    }
    if (!Files.exists(image())) {
      // The kernel's package is about to build it, from the generation that is current then.
      AtomicFiles.write(set.resolve(INSTALLED), plan);
    } else if (canBuild(plan)) {
      build(generation, plan, fresh());
      replace = true;
    }
  }

  /** What is built aside for a generation that the shutdown makes current after another. */
  public void prepareHeld(Path generation, Path before) throws IOException {
    String plan = plan(generation);
    if (plan.equals(plan(before)) || !Files.exists(image())) {
      forgetHeld();
    } else if ((!plan.equals(read(WAITING)) || !Files.exists(waiting())) && canBuild(plan)) {
      build(generation, plan, waiting());
      AtomicFiles.write(set.resolve(WAITING), plan);
    }
  }

  /** Nothing is held any more that an initramfs waits for. */
  public void forgetHeld() throws IOException {
    Files.deleteIfExists(set.resolve(WAITING));
    Files.deleteIfExists(waiting());
  }

  /** Puts what was prepared in place; the generation's link follows. */
  public void install(Path generation) throws IOException {
    if (!replace) {
      return;
    }
    replace = false;
    AtomicFiles.write(set.resolve(INSTALLED), UNKNOWN);
    Files.move(
        fresh(), image(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    AtomicFiles.syncDirectory(image().getParent());
    AtomicFiles.write(set.resolve(INSTALLED), plan(generation));
    tellBootLoader();
    if (plan(generation).equals(plan(set.resolve("lkg")))) {
      Trial.end(host, release);
    } else {
      Trial.begin(host, release).ifPresent(notice);
    }
    Files.deleteIfExists(set.resolve("went-back"));
  }

  /**
   * Builds the initramfs of a generation that isn't this machine's, to be tried.
   *
   * @return whether there was something to build
   */
  public boolean build(Path generation, Path to) throws IOException {
    String plan = plan(generation);
    if (plan.equals(read(INSTALLED)) || !canBuild(plan)) {
      return false;
    }
    build(generation, plan, to);
    return true;
  }

  /** Drops what was prepared. */
  public void abandon() throws IOException {
    replace = false;
    Files.deleteIfExists(fresh());
  }

  /** Builds what a killed command left undone. */
  public void refresh(Path generation) throws IOException {
    prepare(generation);
    install(generation);
  }

  private static String plan(Path generation) throws IOException {
    Path file = generation.resolve(PLAN);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private String read(String name) throws IOException {
    Path file = set.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private boolean canBuild(String plan) {
    if (System.getenv(LEAVE) != null) {
      return false;
    }
    if (InitramfsBuilder.of(host).isPresent()) {
      return true;
    }
    if (!plan.isEmpty()) {
      notice.accept(
          "neither initramfs-tools nor dracut is installed: BOOT1 and BOOT2 modules are not loaded"
              + " at boot");
    }
    return false;
  }

  private void build(Path generation, String plan, Path to) throws IOException {
    notice.accept("building the initramfs of kernel " + release);
    new BootFiles(host).install();
    Child child = run(generation, to);
    if (child.status() != 0) {
      Files.deleteIfExists(to);
      throw new ProblemException(
          "initramfs of " + release,
          "can't be built: " + child.output().strip(),
          "put that right and run the command again; nothing changed");
    }
    try {
      InitramfsCheck.check(to, release, plan);
      try (var file =
          java.nio.channels.FileChannel.open(to, java.nio.file.StandardOpenOption.READ)) {
        file.force(true);
      }
    } catch (ProblemException | IOException e) {
      Files.deleteIfExists(to);
      throw e;
    }
  }

  private Child run(Path generation, Path to) {
    return run(
        InitramfsBuilder.of(host).orElseThrow().command(inRoot(to), release),
        Map.of("DLKM_GENERATION", inRoot(generation)));
  }

  /** Boot loaders that keep a copy of their own are told as initramfs-tools does. */
  private void tellBootLoader() {
    if (Files.isDirectory(host.path("/etc/initramfs/post-update.d"))) {
      Child child =
          run(
              List.of(
                  "run-parts",
                  "--arg=" + release,
                  "--arg=" + inRoot(image()),
                  "/etc/initramfs/post-update.d"),
              Map.of());
      if (child.status() != 0) {
        notice.accept("the boot loader's hooks failed: " + child.output().strip());
      }
    }
  }

  private String inRoot(Path path) {
    return host.isThisMachine() ? path.toString() : "/" + host.root().relativize(path);
  }

  private Child run(List<String> command, Map<String, String> more) {
    List<String> words = new ArrayList<>();
    if (!host.isThisMachine()) {
      words.addAll(List.of("chroot", host.root().toString()));
    }
    words.add("env");
    more.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return Child.run(words);
  }
}
