package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.InitramfsFile;
import dlkm.host.Notices;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a kernel's initramfs in step with the generation that is current: it carries the plan and
 * the modules of BOOT1 and BOOT2. Built aside before a change is committed, so that one that can't
 * be built changes nothing; renamed over when it is, and back where the rest of the change fails.
 *
 * <p>The file {@code initramfs} in the function set is the plan that the installed initramfs has,
 * or says that it is unknown: then the next command looks. The file {@code initramfs.next} is that
 * of the one that waits, with what is held, for the shutdown. What boots decides: {@code kminit}
 * makes the generation current whose plan the initramfs had.
 */
public final class EarlyBoot {

  private static final String UNKNOWN = "unknown\n";

  private final Host host;
  private final String release;
  private final Path set;
  private final Notices notice;

  /** What {@link #install} does with the installed initramfs, and with the one that waits. */
  private Step step = Step.KEEP;

  private Step waitingStep = Step.KEEP;
  private String waitingPlan = "";

  private enum Step {
    /** It stays as it is. */
    KEEP,
    /** It is what it should be, and that is noted. */
    NOTE,
    /** What was built aside takes its place. */
    REPLACE,
    /** It goes. */
    DELETE
  }

  /** What makes a generation current, once its initramfs is in place. */
  @FunctionalInterface
  public interface Commit {

    /** Does it; where this fails before the generation is current, the initramfs is put back. */
    void run() throws IOException;
  }

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
  public EarlyBoot(Host host, String release, Path set, Notices notice) {
    this.host = host;
    this.release = release;
    this.set = set;
    this.notice = notice;
  }

  private Path image() {
    return host.path("/boot/initrd.img-" + release);
  }

  private Path fresh() {
    return InitramfsFile.NEW.beside(image());
  }

  /** The installed one, until the change that replaces it is made. */
  private Path old() {
    return InitramfsFile.OLD.beside(image());
  }

  private Path waiting() {
    return InitramfsFile.HELD.beside(image());
  }

  private Path freshWaiting() {
    return InitramfsFile.NEW_HELD.beside(image());
  }

  /** What is built aside for a generation that shall become current now. */
  public void prepare(Path generation) throws IOException {
    String plan = plan(generation);
    String installed = read(SetFile.INITRAMFS);
    step = Step.KEEP;
    if (plan.equals(installed)) {
      return;
    }
    if (!Files.exists(image())) {
      missing(plan);
    } else if (canBuild(plan)) {
      if (installed.equals(UNKNOWN) && holds(plan)) {
        step = Step.NOTE;
      } else {
        build(generation, plan, fresh());
        step = Step.REPLACE;
      }
    }
  }

  /**
   * The kernel's package is about to build it, from the generation that is current then; or {@code
   * /boot} isn't mounted. The first command that sees one looks into it.
   */
  private void missing(String plan) throws IOException {
    if (!read(SetFile.INITRAMFS).equals(UNKNOWN)) {
      AtomicFiles.write(SetFile.INITRAMFS.in(set), UNKNOWN);
    }
    if (!plan.isEmpty() && !plan.equals(plan(SetFile.CURRENT.in(set)))) {
      notice.say(
          "kernel "
              + release
              + " has no initramfs yet ("
              + image()
              + "): until one carries them, BOOT1 and BOOT2 modules are not loaded at boot");
    }
  }

  private boolean holds(String plan) {
    try {
      InitramfsCheck.check(image(), release, plan);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** What is built aside for a generation that the shutdown makes current after another. */
  public void prepareHeld(Path generation, Path before) throws IOException {
    String plan = plan(generation);
    waitingStep = Step.KEEP;
    if (plan.equals(plan(before)) || !Files.exists(image())) {
      forgetHeld();
    } else if (!isWaiting(plan) && canBuild(plan)) {
      build(generation, plan, freshWaiting());
      waitingPlan = plan;
      waitingStep = Step.REPLACE;
    }
  }

  /** Whoever rebuilt the installed one since may have changed what is in it besides our modules. */
  private boolean isWaiting(String plan) throws IOException {
    return plan.equals(read(SetFile.HELD_INITRAMFS))
        && Files.exists(waiting())
        && step != Step.REPLACE
        && Files.getLastModifiedTime(waiting()).compareTo(Files.getLastModifiedTime(image())) >= 0;
  }

  /** Nothing is held any more that an initramfs waits for. */
  public void forgetHeld() {
    waitingStep = Step.DELETE;
  }

  /**
   * Puts what was prepared in place.
   *
   * @param commit makes the generation current
   */
  public void install(Path generation, Commit commit) throws IOException {
    if (step == Step.REPLACE) {
      replace(generation, commit);
    } else {
      commit.run();
    }
    try {
      if (step != Step.KEEP) {
        settle(generation);
      }
      settleWaiting();
    } catch (IOException | ProblemException e) {
      notice.say("the next command finishes what concerns the initramfs: " + e);
    }
    step = Step.KEEP;
    waitingStep = Step.KEEP;
  }

  private void replace(Path generation, Commit commit) throws IOException {
    String before = read(SetFile.INITRAMFS);
    AtomicFiles.write(SetFile.INITRAMFS.in(set), UNKNOWN);
    Files.deleteIfExists(old());
    try {
      Files.createLink(old(), image());
    } catch (IOException | UnsupportedOperationException e) {
      // FAT has no hard links. That matters when it would have to be put back, and is said then.
    }
    try {
      Files.move(
          fresh(), image(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      AtomicFiles.syncDirectory(image().getParent());
      commit.run();
    } catch (IOException | RuntimeException e) {
      if (!isCurrent(generation)) {
        putBack(before, e);
      }
      throw e;
    }
  }

  private boolean isCurrent(Path generation) {
    try {
      return Files.isSameFile(SetFile.CURRENT.in(set), generation);
    } catch (IOException e) {
      return false; // nothing is
    }
  }

  private void putBack(String plan, Exception why) {
    try {
      Files.move(
          old(), image(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(old()); // still there where both are the same file
      AtomicFiles.syncDirectory(image().getParent());
      AtomicFiles.write(SetFile.INITRAMFS.in(set), plan);
    } catch (IOException e) {
      why.addSuppressed(e);
      notice.say(
          "the initramfs of kernel "
              + release
              + " can't be put back: the next command that changes something builds it anew: "
              + e);
    }
  }

  /** What follows the point of no return; known as what it is last, so that all this is done. */
  private void settle(Path generation) throws IOException {
    Files.deleteIfExists(old());
    tellBootLoader();
    if (plan(generation).equals(plan(SetFile.LAST_KNOWN_GOOD.in(set)))) {
      Trial.end(host, release);
    } else {
      Trial.begin(host, release).ifPresent(notice::say);
    }
    Files.deleteIfExists(SetFile.WENT_BACK.in(set));
    AtomicFiles.write(SetFile.INITRAMFS.in(set), plan(generation));
  }

  private void settleWaiting() throws IOException {
    if (waitingStep != Step.KEEP) {
      Files.deleteIfExists(SetFile.HELD_INITRAMFS.in(set));
    }
    if (waitingStep == Step.REPLACE) {
      Files.move(
          freshWaiting(),
          waiting(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      AtomicFiles.syncDirectory(waiting().getParent());
      AtomicFiles.write(SetFile.HELD_INITRAMFS.in(set), waitingPlan);
    } else if (waitingStep == Step.DELETE) {
      Files.deleteIfExists(waiting());
    }
  }

  /**
   * Builds the initramfs of a generation that isn't this machine's, to be tried.
   *
   * @return whether there was something to build
   */
  public boolean build(Path generation, Path to) throws IOException {
    String plan = plan(generation);
    if (plan.equals(read(SetFile.INITRAMFS)) || !canBuild(plan)) {
      return false;
    }
    build(generation, plan, to);
    return true;
  }

  /** Drops what was prepared. */
  public void abandon() throws IOException {
    step = Step.KEEP;
    waitingStep = Step.KEEP;
    for (Path file : List.of(fresh(), freshWaiting(), old())) {
      Files.deleteIfExists(file);
    }
  }

  /** Builds what a killed command left undone, and what somebody else's work has made too old. */
  public void refresh(Path generation, Optional<Path> pending) throws IOException {
    prepare(generation);
    if (pending.isPresent()) {
      prepareHeld(pending.get(), generation);
    } else {
      forgetHeld();
    }
    install(generation, () -> {});
  }

  private static String plan(Path generation) throws IOException {
    Path file = GenerationFile.EARLY.in(generation);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private String read(SetFile name) throws IOException {
    Path file = name.in(set);
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
      notice.say(
          "neither initramfs-tools nor dracut is installed: BOOT1 and BOOT2 modules are not loaded"
              + " at boot");
    }
    return false;
  }

  private void build(Path generation, String plan, Path to) throws IOException {
    notice.say("building the initramfs of kernel " + release);
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
        notice.say("the boot loader's hooks failed: " + child.output().strip());
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
