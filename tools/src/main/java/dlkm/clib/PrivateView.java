package dlkm.clib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Namespaces of this process's making for programs that it starts: a view of the machine's files in
 * which little can be written, no network, no System V IPC of others. A thread holds them for as
 * long as the JVM runs, and a program enters them by that thread's entries in {@code /proc}.
 *
 * <p>By calls, since no command of util-linux before 2.39 makes all mounts read-only at once, and
 * one command for each mount takes longer than a build may.
 *
 * @param thread the directory below {@code /proc} of the thread
 * @param files whether the view of the files could be made
 * @param network whether there is no network in it
 * @param messages whether it has an IPC namespace
 */
public record PrivateView(String thread, boolean files, boolean network, boolean messages) {

  /**
   * What the view of the files is to be.
   *
   * @param shown directories that are seen in it whatever is hidden
   * @param writable directories that stay writable; shown too
   * @param hidden directories in whose place an empty one is seen, which can't be written
   * @param temporary the same, but writable for everybody
   */
  public record Plan(
      List<Path> shown, List<Path> writable, List<Path> hidden, List<Path> temporary) {}

  // linux/sched.h.
  private static final int CLONE_NEWNS = 0x20000;
  private static final int CLONE_NEWIPC = 0x8000000;
  private static final int CLONE_NEWNET = 0x40000000;
  // linux/mount.h.
  private static final int MS_NOSUID_NODEV = 2 | 4;
  private static final int MS_REC_PRIVATE = 0x4000 | 0x40000;
  private static final long OPEN_TREE_CLONE_CLOEXEC = 1 | 0x80000;
  private static final long MOVE_MOUNT_F_EMPTY_PATH = 4;
  private static final long MOUNT_ATTR_RDONLY = 1;
  private static final long MOUNT_ATTR_RDONLY_NOSUID = 1 | 2;
  private static final long MOUNT_ATTR_SIZE = 32;
  // linux/fcntl.h.
  private static final int AT_FDCWD = -100;
  private static final long AT_RECURSIVE = 0x8000;
  // asm-generic/unistd.h.
  private static final int OPEN_TREE = 428;
  private static final int MOVE_MOUNT = 429;
  private static final int MOUNT_SETATTR = 442;

  private static final Path ROOT = Path.of("/");

  /** Makes the namespaces, as many of them as this process may. */
  public static PrivateView open(Plan plan) {
    CompletableFuture<PrivateView> made = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                made.complete(new Maker(plan).make());
              } catch (RuntimeException | Error e) {
                made.completeExceptionally(e);
                return;
              }
              while (true) {
                LockSupport.park();
              }
            });
    return made.join();
  }

  /** Works in the thread that the namespaces are for. */
  private static final class Maker {

    private final CLibrary c = CLibrary.standard();
    private final Arena memory = Arena.ofAuto();
    private final Plan plan;

    Maker(Plan plan) {
      this.plan = plan;
    }

    PrivateView make() {
      boolean files = unshare(CLONE_NEWNS) && hasView();
      boolean network = unshare(CLONE_NEWNET);
      boolean messages = unshare(CLONE_NEWIPC);
      try {
        String thread = "/proc/" + Files.readSymbolicLink(Path.of("/proc/thread-self"));
        return new PrivateView(thread, files, network, messages);
      } catch (IOException e) {
        return new PrivateView("", false, false, false);
      }
    }

    private boolean unshare(int what) {
      return (int) c.function("unshare").call(what) == 0;
    }

    /** What fails leaves a view that nobody uses. */
    private boolean hasView() {
      try {
        mount("none", ROOT, "", MS_REC_PRIVATE, "");
        Map<Path, Integer> trees = new TreeMap<>();
        Map<Path, Path> links = new TreeMap<>();
        for (Path path : plan.shown()) {
          Path real = path.toRealPath();
          if (isCovered(real)) {
            trees.put(real, tree(real));
          }
          if (!real.equals(path) && isCovered(path)) {
            links.put(path, real);
          }
        }
        for (Path path : plan.writable()) {
          Path real = path.toRealPath();
          if (!trees.containsKey(real)) {
            trees.put(real, tree(real));
          }
        }
        cover(plan.hidden(), "mode=0755");
        cover(plan.temporary(), "mode=1777");
        for (Map.Entry<Path, Integer> tree : trees.entrySet()) {
          Files.createDirectories(tree.getKey());
          attach(tree.getValue(), tree.getKey());
        }
        for (Map.Entry<Path, Path> link : links.entrySet()) {
          if (!Files.exists(link.getKey(), LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(link.getKey().getParent());
            Files.createSymbolicLink(link.getKey(), link.getValue());
          }
        }
        setAttributes(ROOT, AT_RECURSIVE, MOUNT_ATTR_RDONLY_NOSUID, 0);
        List<Path> open = new ArrayList<>(plan.writable());
        open.addAll(plan.temporary());
        for (Path path : open) {
          setAttributes(path.toRealPath(), 0, 0, MOUNT_ATTR_RDONLY);
        }
        return true;
      } catch (IOException | UncheckedIOException e) {
        return false;
      }
    }

    private boolean isCovered(Path path) {
      return plan.hidden().stream().anyMatch(path::startsWith)
          || plan.temporary().stream().anyMatch(path::startsWith);
    }

    private void cover(List<Path> directories, String options) throws IOException {
      for (Path directory : directories) {
        mount("tmpfs", directory, "tmpfs", MS_NOSUID_NODEV, options);
      }
    }

    private void mount(String from, Path to, String type, int flags, String options)
        throws IOException {
      long failed =
          c.function("mount")
              .call(text(from), text(to.toString()), text(type), flags, text(options));
      require(to, failed);
    }

    private int tree(Path path) throws IOException {
      int tree =
          (int)
              c.function("syscall")
                  .call(
                      OPEN_TREE,
                      AT_FDCWD,
                      text(path.toString()),
                      OPEN_TREE_CLONE_CLOEXEC | AT_RECURSIVE,
                      0);
      require(path, Math.min(tree, 0));
      return tree;
    }

    private void attach(int tree, Path to) throws IOException {
      long failed =
          c.function("syscall")
              .call(
                  MOVE_MOUNT,
                  tree,
                  text(""),
                  AT_FDCWD,
                  text(to.toString()),
                  MOVE_MOUNT_F_EMPTY_PATH);
      long _ = c.function("close").call(tree);
      require(to, failed);
    }

    private void setAttributes(Path path, long how, long set, long clear) throws IOException {
      MemorySegment attributes = memory.allocate(MOUNT_ATTR_SIZE, Long.BYTES);
      attributes.set(ValueLayout.JAVA_LONG, 0, set);
      attributes.set(ValueLayout.JAVA_LONG, Long.BYTES, clear);
      long failed =
          c.function("syscall")
              .call(
                  MOUNT_SETATTR,
                  AT_FDCWD,
                  text(path.toString()),
                  how,
                  attributes.address(),
                  MOUNT_ATTR_SIZE);
      require(path, failed);
    }

    private long text(String text) {
      return memory.allocateFrom(text).address();
    }

    private static void require(Path what, long failed) throws IOException {
      if ((int) failed != 0) {
        throw new IOException(what + ": can't be part of a view");
      }
    }
  }
}
