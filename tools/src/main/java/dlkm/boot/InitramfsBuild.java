package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the initramfs of a generation into a file by the system's own tool, and opens the result.
 *
 * @param notice gets a line before work that takes long, and what a person has to do
 */
record InitramfsBuild(Host host, String release, Notices notice) {

  /** Begins the lines that our hook writes for a person. */
  private static final String HOOK = "dlkm: ";

  /** Whether the machine can build one; says so when modules of a plan miss their phase by that. */
  boolean canBuild(String plan) {
    if (System.getenv(InitramfsUpkeep.LEAVE) != null) {
      return false;
    }
    if (InitramfsBuilder.of(host).isPresent()) {
      return true;
    }
    String loaded = BootPlan.loaded(plan);
    if (!loaded.isEmpty()) {
      notice.say("neither initramfs-tools nor dracut is installed: not loaded at boot: " + loaded);
    }
    return false;
  }

  /**
   * Builds it, flushed to the disk.
   *
   * @throws ProblemException when the tool fails or its result isn't as planned; no file is left
   */
  void build(Path generation, String plan, Path to) throws IOException {
    notice.say("building the initramfs of kernel " + release);
    new BootFiles(host).install();
    List<String> command = InitramfsBuilder.of(host).orElseThrow().command(inRoot(to), release);
    try {
      Child child = run(command, Map.of("DLKM_GENERATION", inRoot(generation)));
      if (child.status() != 0) {
        throw failed(child);
      }
      tell(child.output());
      InitramfsCheck.check(to, release, plan);
      AtomicFiles.syncTree(to);
    } catch (ProblemException | IOException e) {
      Files.deleteIfExists(to);
      throw e;
    }
  }

  /** The lines of our own hook: what a module misses, as firmware. */
  private void tell(String output) {
    for (String line : output.lines().toList()) {
      if (line.startsWith(HOOK)) {
        notice.say(line.substring(HOOK.length()));
      }
    }
  }

  private ProblemException failed(Child child) {
    return new ProblemException(
        "initramfs of " + release,
        "can't be built: " + child.lastWords(),
        "put that right and run the command again; nothing changed");
  }

  /** Tells boot loaders that keep a copy of their own, as initramfs-tools does. */
  void tellBootLoader(Path installed) {
    String hooks = "/etc/initramfs/post-update.d";
    if (Files.isDirectory(host.path(hooks))) {
      List<String> command =
          List.of("run-parts", "--arg=" + release, "--arg=" + inRoot(installed), hooks);
      Child child = run(command, Map.of());
      if (child.status() != 0) {
        notice.say("the boot loader's hooks failed: " + child.lastWords());
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
