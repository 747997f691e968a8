package dlkm.rehearse;

import dlkm.boot.InitramfsBuilder;
import dlkm.host.Child;
import dlkm.host.Superuser;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.ModuleFiles;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Runs a command in a scratch machine: this machine's file system copy-on-write under an installed
 * kernel. It blocks until the machine has ended; the machine dies with the calling thread.
 */
public final class Rehearsal {

  private static final List<String> TRANSPORT =
      List.of("virtio_pci", "virtio_console", "9pnet_virtio", "9p", "overlay");

  /** With a disk too; ext4 asks for its checksum by name, so no dependency leads there. */
  private static final List<String> DISK = List.of("virtio_blk", "crc32c_generic", "ext4");

  private static final long DISK_SIZE = 16L << 30;

  /** In this order, as the initramfs of Debian looks for them. */
  private static final List<String> INIT = List.of("/sbin/init", "/etc/init", "/bin/init");

  private final RehearsalSpec spec;
  private final long start = System.nanoTime();

  private Rehearsal(RehearsalSpec spec) {
    this.spec = spec;
  }

  /** Runs it with no input. */
  public static RehearsalResult run(RehearsalSpec spec, OutputStream out, OutputStream err) {
    return run(spec, InputStream.nullInputStream(), out, err);
  }

  /**
   * Runs it.
   *
   * @throws ProblemException if this machine can't do it, or the scratch machine did not come up
   */
  public static RehearsalResult run(
      RehearsalSpec spec, InputStream in, OutputStream out, OutputStream err) {
    Superuser.require("scratch machine", "only root can read all of this machine");
    InstalledKernel kernel = InstalledKernel.findComplete(spec.host(), spec.release());
    Programs programs = Programs.find();
    try (ScratchFiles files = ScratchFiles.make()) {
      RehearsalResult result =
          new Rehearsal(spec).run(kernel, programs, files, new MachineRun.Streams(in, out, err));
      LastRehearsal.of(result).note(spec.host());
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException("rehearsal", "was interrupted", "");
    }
  }

  private RehearsalResult run(
      InstalledKernel kernel, Programs programs, ScratchFiles files, MachineRun.Streams streams)
      throws IOException, InterruptedException {
    Path initramfs = files.file("initramfs");
    Path log = log(files);
    writeInitramfs(initramfs, kernel, programs);
    if (spec.machine().disk().isPresent()) {
      prepare(spec.machine().disk().get());
    }
    Optional<Snapshot> snapshot = Snapshot.of(spec, programs, kernel, initramfs);
    if (snapshot.filter(Snapshot::exists).isPresent()) {
      MachineRun resumed = new MachineRun(spec, kernel.release(), files, streams);
      resumed.resume(
          new Qemu(programs, files.directory(), kernel.image(), initramfs, log), snapshot.get());
      if (!resumed.hasBegun()) {
        snapshot.get().discard();
      }
      if (resumed.hasBegun() || resumed.isOutOfPatience()) {
        return result(kernel.release(), log, resumed);
      }
    }
    Path image = BootableImage.of(kernel.image(), files.file("vmlinux"));
    MachineRun booted = new MachineRun(spec, kernel.release(), files, streams);
    booted.boot(new Qemu(programs, files.directory(), image, initramfs, log), snapshot);
    return result(kernel.release(), log, booted);
  }

  /** The user's file, or one that goes away with the scratch files unless it is wanted. */
  private Path log(ScratchFiles files) throws IOException {
    if (spec.log().isEmpty()) {
      return Files.createFile(files.file("log"));
    }
    Path log = spec.log().get().toAbsolutePath();
    Files.deleteIfExists(log);
    return Files.createFile(log);
  }

  private Path kept(Path log) throws IOException {
    if (spec.log().isPresent()) {
      return log;
    }
    Path kept = Files.createTempFile("kmrehearse-", ".log");
    return Files.move(log, kept, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeInitramfs(Path to, InstalledKernel kernel, Programs programs)
      throws IOException {
    List<String> names = new ArrayList<>(TRANSPORT);
    names.addAll(DISK);
    ModuleFiles modules = ModuleFiles.read(spec.host(), kernel.release(), Set.copyOf(names));
    boolean disk = spec.machine().disk().isPresent();
    SequencedSet<Path> transport = modules.inOrder(TRANSPORT);
    SequencedSet<Path> all = disk ? modules.inOrder(names) : transport;
    Path home = spec.host().home();
    try (Initramfs archive = new Initramfs(begin(to, kernel))) {
      archive.programs(programs.busybox(), home.resolve("sh"));
      if (spec.isWholeBoot()) {
        archive.boot(Files.readAllBytes(home.resolve("sh/kmrehearse-root")), all);
        archive.text("rehearse/settings", Shell.settings(spec));
      } else {
        archive.start();
        archive.layer();
        archive.modules(kernel.release(), transport, all);
      }
    }
  }

  /**
   * Of a boot, ours follows the machine's own, as the kernel unpacks one after the other. An
   * archive begins at a multiple of four bytes.
   */
  private OutputStream begin(Path to, InstalledKernel kernel) throws IOException {
    if (!spec.isWholeBoot()) {
      return Files.newOutputStream(to);
    }
    if (InitramfsBuilder.of(spec.host()).equals(Optional.of(InitramfsBuilder.DRACUT))) {
      throw new ProblemException(
          "--boot",
          "the initramfs of this machine is dracut's, which can't mount a copy's root",
          "rehearse without --boot");
    }
    requireInit();
    Path installed = kernel.image().resolveSibling("initrd.img-" + kernel.release());
    Path own =
        given()
            .or(() -> spec.machine().disk().flatMap(disk -> kept(disk, installed, to)))
            .orElse(installed);
    if (!Files.exists(own)) {
      throw new ProblemException(
          own.toString(), "is not there", "'update-initramfs -c -k " + kernel.release() + "'");
    }
    OutputStream out = Files.newOutputStream(to);
    Files.copy(own, out);
    out.write(new byte[(int) (4 - Files.size(own) % 4)]);
    return out;
  }

  /** Without an init the kernel's first process is a shell, which ends at once. */
  private void requireInit() {
    if (INIT.stream().noneMatch(name -> Files.exists(spec.host().path(name)))) {
      throw new ProblemException(
          INIT.getFirst(), "is not there: this machine can't boot", "install systemd-sysv");
    }
  }

  private Optional<Path> given() {
    return spec.boot() instanceof RehearsalSpec.Boot.Own own ? own.initramfs() : Optional.empty();
  }

  /** The initramfs that an earlier run left on its disk, as the next boot finds it. */
  private Optional<Path> kept(Path disk, Path own, Path to) {
    if (!Files.exists(disk)) {
      return Optional.empty();
    }
    String inside = "/" + spec.host().root().relativize(own);
    return new GuestDisk(disk).file(inside, to.resolveSibling("kept-initramfs"));
  }

  /** A new disk takes only as much room as is written to it, and is there when it is whole. */
  private static void prepare(Path disk) throws IOException {
    if (Files.exists(disk)) {
      return;
    }
    Path to = disk.toAbsolutePath();
    Path made = to.resolveSibling(to.getFileName() + ".new");
    try {
      try (RandomAccessFile file = new RandomAccessFile(made.toFile(), "rw")) {
        file.setLength(DISK_SIZE);
      }
      Child child = Child.run(List.of("mkfs.ext4", "-q", "-F", "-J", "size=8", made.toString()));
      if (child.status() != 0) {
        throw new ProblemException(
            disk.toString(), "can't be made: " + child.lastWords(), "free some room");
      }
      Files.move(made, to);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private RehearsalResult result(String release, Path log, MachineRun run) throws IOException {
    String console = text(log);
    String sent = run.sentLog();
    MachineEnding ending = run.ending();
    Files.writeString(log, LogText.of(sent, console), StandardCharsets.ISO_8859_1);
    String text =
        LogText.of(sent, console.substring(0, Math.min(ending.spoken(), console.length())));
    Report said = run.report();
    boolean failedBoot = spec.isWholeBoot() && !GuestLog.findings(text).isEmpty();
    if (!said.isReady() && !failedBoot && ending.stuck().isEmpty() && !run.isOutOfPatience()) {
      String todo = text.isEmpty() ? "" : "the log is " + kept(log);
      throw new ProblemException("scratch machine", notUp(run, text), todo);
    }
    Verdict verdict =
        Judge.verdict(text, said, ending, new FilesOfModules(spec.host(), spec.job()));
    if (spec.isWholeBoot() && !said.isReady()) {
      verdict = verdict.with(GuestLog.lastAttempt(text));
    }
    if (verdict.isClean()) {
      verdict = verdict.with(LeakedMemory.unseen(said, spec.job().effort()));
    }
    boolean forget = verdict.isClean() && spec.log().isEmpty();
    return new RehearsalResult(
        release,
        said.status(),
        verdict,
        spec.isWholeBoot() ? Optional.of(said.boot()) : Optional.empty(),
        run.ready() == 0 ? Duration.ZERO : Duration.ofNanos(run.ready() - start),
        Duration.ofNanos(System.nanoTime() - start),
        forget ? Optional.empty() : Optional.of(kept(log)));
  }

  /** Why: what QEMU says, or our first process, or else the kernel's last line. */
  private static String notUp(MachineRun run, String log) {
    if (!run.messages().isEmpty()) {
      return "QEMU says: " + run.messages().lines().toList().getFirst();
    }
    List<String> lines = GuestLog.excerpt(log);
    for (String line : lines) {
      if (line.startsWith("kmrehearse: ") || line.startsWith("Kernel panic")) {
        return "did not come up: " + line;
      }
    }
    return "did not come up" + (lines.isEmpty() ? "" : ": " + lines.getLast());
  }

  /** A console is bytes: one of them is one character, so lengths agree. */
  static String text(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }
}
