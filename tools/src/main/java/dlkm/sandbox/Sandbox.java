package dlkm.sandbox;

import dlkm.clib.PrivateView;
import dlkm.host.Child;
import dlkm.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where the programs of one command run that somebody else wrote. What of it this machine doesn't
 * permit is left out, and {@link #lack} says so: a build in a container is better than none.
 */
public final class Sandbox {

  private static final Path USERS = Path.of("/etc/passwd");

  /** Sockets of services that talk to everybody. */
  private static final Path SERVICES = Path.of("/run");

  private static final List<Path> TEMPORARY =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  private final OwnRights rights = OwnRights.read();
  private final List<Path> shown;
  private final List<Path> writable;
  private final Optional<BuildUser> user;
  private final List<Path> barriers;
  private Optional<PrivateView> view = Optional.empty();
  private boolean opened;
  private final Map<Path, Boolean> reach = new ConcurrentHashMap<>();

  private Sandbox(List<Path> shown, List<Path> writable) {
    this.shown = Stream.concat(shown.stream(), writable.stream()).toList();
    this.writable = writable;
    barriers = barriers();
    user = user();
  }

  /**
   * A place in which nothing can be written.
   *
   * @param shown as for builds
   */
  public static Sandbox readOnly(Host host, List<Path> shown) {
    return new Sandbox(withRoot(host, shown), List.of());
  }

  /** Another root is shown as a whole, since its headers have links in it. */
  private static List<Path> withRoot(Host host, List<Path> shown) {
    if (host.isThisMachine()) {
      return shown;
    }
    Path root = host.root();
    return Stream.concat(
            shown.stream(),
            ReachableDirectories.isOpen(root)
                ? Stream.of(root)
                : Stream.of("usr", "lib").map(root::resolve).filter(Files::isDirectory))
        .toList();
  }

  /**
   * A place for builds.
   *
   * @param writable the directory in which something can be written, where it is the build user's
   * @param shown directories that are to be seen wherever they are, also below one that is closed
   *     to others
   */
  public static Sandbox of(Host host, Path writable, List<Path> shown) {
    return new Sandbox(withRoot(host, shown), List.of(writable));
  }

  private List<Path> barriers() {
    List<Path> found = new ArrayList<>();
    for (Path path : shown) {
      real(path)
          .flatMap(ReachableDirectories::barrier)
          .filter(b -> !found.contains(b))
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Nobody, too, where he couldn't reach what he is to build. */
  private Optional<BuildUser> user() {
    BuildUser candidate = BuildUser.of(USERS);
    boolean can =
        rights.isRoot() && rights.canBecome(candidate) && Child.program("setpriv").isPresent();
    return can && (barriers.isEmpty() || hasFiles()) ? Optional.of(candidate) : Optional.empty();
  }

  private synchronized Optional<PrivateView> view() {
    if (!opened) {
      opened = true;
      if (rights.canMakeNamespaces()
          && Child.program("nsenter").isPresent()
          && Child.program("unshare").isPresent()) {
        view = Optional.of(PrivateView.open(plan()));
      }
    }
    return view;
  }

  private boolean hasFiles() {
    return view().map(PrivateView::files).orElse(false);
  }

  private PrivateView.Plan plan() {
    List<Path> hidden = new ArrayList<>(barriers);
    hidden.add(SERVICES);
    hidden.removeIf(path -> TEMPORARY.stream().anyMatch(path::startsWith));
    List<Path> outermost =
        hidden.stream().filter(path -> isDirectory(path) && !isBelow(path, hidden)).toList();
    List<Path> temporary =
        TEMPORARY.stream().filter(path -> isDirectory(path) && !isBelow(path, outermost)).toList();
    return new PrivateView.Plan(shown, writable, outermost, temporary);
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isBelow(Path path, List<Path> others) {
    return others.stream().anyMatch(other -> !path.equals(other) && path.startsWith(other));
  }

  /** What protection is missing here, as a message; nothing where all of it is there. */
  public Optional<String> lack() {
    if (!rights.isRoot()) {
      return Optional.of(
          "build: runs with your rights, with network: a build of root's has a user of its own");
    }
    List<String> lacks = new ArrayList<>();
    if (user.isEmpty()) {
      lacks.add("as root");
    }
    if (!hasFiles()) {
      lacks.add("without a private view of the files");
    }
    if (!view().map(PrivateView::network).orElse(false)) {
      lacks.add("with network");
    }
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "build: runs " + String.join(", ", lacks) + ": not all namespaces are permitted here");
  }

  /** Whether programs here could have read a file: what they claim of another is made up. */
  public boolean canRead(Path file) {
    if (file.getParent() == null) {
      // The root directory: no program reads it as a file.
      return false;
    }
    if (user.isEmpty()) {
      return true;
    }
    return ReachableDirectories.isReadable(file)
        && (shown.stream().anyMatch(file::startsWith)
            || reach.computeIfAbsent(
                file.getParent(), p -> ReachableDirectories.barrier(file).isEmpty()));
  }

  /** What is given to the programs to work on. */
  public BuildAreaOwnership handover() {
    return new BuildAreaOwnership(user);
  }

  /**
   * The command that runs a command here.
   *
   * @param directory where it runs
   */
  public List<String> command(Path directory, List<String> command) {
    return command(directory, command, List.of());
  }

  private List<String> command(Path directory, List<String> command, List<String> session) {
    List<String> words = new ArrayList<>();
    view().ifPresent(made -> enter(made, words));
    words.addAll(session);
    user.ifPresent(builder -> become(builder, words));
    words.addAll(List.of("env", "-C", directory.toString()));
    words.addAll(command);
    return words;
  }

  /** Processes have a namespace too: with the first one all end, wherever they went. */
  private static void enter(PrivateView view, List<String> words) {
    if (!view.files() && !view.network() && !view.messages()) {
      return;
    }
    String namespaces = view.thread() + "/ns/";
    words.add("nsenter");
    if (view.files()) {
      words.add("--mount=" + namespaces + "mnt");
      // We may be in a chroot, and the root of a namespace is the machine's.
      words.add("--root=" + view.thread() + "/root");
      words.add("--wd=" + view.thread() + "/root");
    }
    if (view.network()) {
      words.add("--net=" + namespaces + "net");
    }
    if (view.messages()) {
      words.add("--ipc=" + namespaces + "ipc");
    }
    words.addAll(List.of("--", "unshare", "--pid", "--fork", "--kill-child=KILL"));
    if (view.files()) {
      words.add("--mount-proc");
    }
    words.add("--");
  }

  private void become(BuildUser builder, List<String> words) {
    words.addAll(
        List.of(
            "setpriv",
            "--reuid=" + builder.uid(),
            "--regid=" + builder.gid(),
            "--clear-groups",
            "--no-new-privs",
            "--pdeathsig=KILL",
            "--inh-caps=-all"));
    if (rights.canLimitCapabilities()) {
      words.add("--bounding-set=-all");
    }
    words.add("--");
  }

  /**
   * A process of a command, in a clean environment; its directory is the root. It has a session of
   * its own, so that no terminal of the caller's can be typed into, and it ends with this program.
   */
  public ProcessBuilder builder(List<String> command) {
    List<String> words = new ArrayList<>();
    if (Child.program("setpriv").isPresent()) {
      words.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    }
    List<String> session = Child.program("setsid").isPresent() ? List.of("setsid") : List.of();
    words.addAll(command(Path.of("/"), command, session));
    return Child.clean(words);
  }

  /** Runs a command to its end, in a clean environment, with no input. */
  public Child run(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Child(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
