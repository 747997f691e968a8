package dlkm.rehearse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** One run of a scratch machine: its process, its ports, what it said and how it ended. */
final class MachineRun {

  /** The command's input and outputs. */
  record Streams(InputStream in, OutputStream out, OutputStream err) {}

  /** QEMU ends in order, with status 0, where it is killed by a signal that it can catch. */
  private static final String KILLED = ": terminating on signal ";

  private final RehearsalSpec spec;
  private final String release;
  private final ScratchFiles files;
  private final Streams streams;
  private final Monitor monitor = new Monitor();
  private final ByteArrayOutputStream report = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private volatile Optional<KernelLook> look = Optional.empty();
  private final CountDownLatch waits = new CountDownLatch(1);
  private final CountDownLatch begins = new CountDownLatch(1);
  private volatile long ready;
  private volatile boolean over;
  private volatile long pid;
  private MachineEnding ending = MachineEnding.ORDERLY;

  MachineRun(RehearsalSpec spec, String release, ScratchFiles files, Streams streams) {
    this.spec = spec;
    this.release = release;
    this.files = files;
    this.streams = streams;
  }

  /** Boots the machine, and keeps it for the next time where there is a snapshot to be made. */
  void boot(Qemu qemu, Optional<Snapshot> snapshot) throws IOException, InterruptedException {
    run(qemu, new ProcessBuilder(qemu.command(spec)), () -> save(snapshot));
  }

  /** Goes on with a machine that was saved. */
  void resume(Qemu qemu, Snapshot snapshot) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(qemu.resume(spec));
    run(qemu, builder.redirectInput(snapshot.file().toFile()), () -> resume(snapshot));
  }

  /** What is done at the beginning, beside the machine. */
  @FunctionalInterface
  private interface Beginning {
    void run() throws IOException, InterruptedException;
  }

  private void save(Optional<Snapshot> snapshot) throws IOException, InterruptedException {
    if (snapshot.isPresent()) {
      waits.await();
      snapshot.get().save(monitor, files);
    }
    begins.countDown();
  }

  private void resume(Snapshot snapshot) throws IOException, InterruptedException {
    begins.countDown();
    snapshot.resume(monitor);
  }

  private void run(Qemu qemu, ProcessBuilder builder, Beginning beginning)
      throws IOException, InterruptedException {
    Map<ReportPort, Connection> ports = new EnumMap<>(ReportPort.class);
    Thread cleaner = new Thread(files::close);
    try (monitor) {
      for (ReportPort port : ReportPort.values()) {
        ports.put(port, Connection.open(port.socket(files.directory()), work(port)));
      }
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      pid = process.pid();
      Thread last = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(last);
      Runtime.getRuntime().addShutdownHook(cleaner);
      Thread begin = Thread.ofPlatform().daemon().start(() -> begin(beginning));
      try {
        Thread words = Thread.ofPlatform().daemon().start(() -> collect(process));
        ending = new Watch(process, monitor, spec, new SaidSoFar()).await(qemu.log());
        words.join();
        if (messages().contains(KILLED)) {
          ending = MachineEnding.doubtful("QEMU was ended by a signal");
        }
      } finally {
        process.destroyForcibly();
        begin.interrupt();
        begin.join();
        Runtime.getRuntime().removeShutdownHook(last);
        Runtime.getRuntime().removeShutdownHook(cleaner);
      }
    } finally {
      answers.add("");
      for (Map.Entry<ReportPort, Connection> port : ports.entrySet()) {
        port.getValue().close();
        Files.deleteIfExists(port.getKey().socket(files.directory()));
        // The input may never end, and nobody wants it any more.
        if (!port.getKey().isInput()) {
          port.getValue().drain();
        }
      }
    }
  }

  /** A machine that can't be saved goes on; one that can't go on is seen by its report. */
  private void begin(Beginning beginning) {
    try {
      beginning.run();
    } catch (IOException | InterruptedException e) {
      begins.countDown();
    }
  }

  private Connection.Work work(ReportPort port) {
    return switch (port) {
      case OUT -> Connection.to(streams.out());
      case ERR -> Connection.to(streams.err());
      case IN -> Connection.from(streams.in());
      case REPORT -> Connection.to(new ReportStream());
      case MONITOR -> monitor;
      case LOG -> Connection.to(buffer);
      case ANSWER -> this::answer;
      case JOB ->
          channel -> {
            if (awaits(begins)) {
              byte[] job = Shell.settings(spec).getBytes(StandardCharsets.UTF_8);
              Connection.from(new ByteArrayInputStream(job)).with(channel);
            }
          };
    };
  }

  /** Lets the machine go on each time that its memory was looked at. */
  private void answer(SocketChannel channel) throws IOException {
    try {
      while (true) {
        String line = answers.take() + "\n";
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at the memory of the machine, which waits for the answer. */
  private String look() {
    try {
      if (look.isEmpty()) {
        look =
            GuestMemory.of(pid, spec.machine().memory())
                .map(memory -> new KernelLook(memory, release));
      }
      return look.isPresent() ? look.get().answer(report()) : "";
    } catch (IOException | RuntimeException e) {
      // A host that hides the memory of its processes, or a report that nobody wrote: the machine
      // must not wait, and what the guest shows is judged anyway.
      return "";
    }
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** How far the report has come. */
  private final class SaidSoFar implements Watch.Saying {
    @Override
    public boolean isReady() {
      return ready != 0;
    }

    @Override
    public boolean isCommandOver() {
      return over;
    }

    @Override
    public int bytes() {
      return report.size();
    }
  }

  /** Collects the report, and notes when the machine waits and when the command begins. */
  private final class ReportStream extends OutputStream {
    private String tail = "";

    @Override
    public void write(int b) {
      report.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      report.write(bytes, offset, length);
      waits.countDown();
      // A line may come in two pieces.
      String seen = tail + new String(bytes, offset, length, StandardCharsets.US_ASCII);
      if (ready == 0 && seen.contains("\n@ready")) {
        ready = System.nanoTime();
      }
      over |= seen.contains("\n@status") || seen.contains("\n@hung");
      tail = seen.substring(Math.max(0, seen.length() - KernelLook.LINE));
      if (KernelLook.isAsked(tail)) {
        answers.add(look());
      }
    }
  }

  private void collect(Process process) {
    try {
      process.getInputStream().transferTo(messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the host ended it, because it took too long. */
  boolean isOutOfPatience() {
    return messages().isEmpty() && ending.doubt().isPresent();
  }

  /** Whether it said anything. */
  boolean hasBegun() {
    return report.size() > 0;
  }

  /** What its first process reported. */
  Report report() {
    return Report.parse(report.toString(StandardCharsets.UTF_8));
  }

  /** The kernel's log, as its buffer had it; a byte is a character. */
  String sentLog() {
    return buffer.toString(StandardCharsets.ISO_8859_1);
  }

  /** What QEMU itself said. */
  String messages() {
    return messages.toString(StandardCharsets.UTF_8).strip();
  }

  /** When the command began, as {@link System#nanoTime}; 0 if it did not. */
  long ready() {
    return ready;
  }

  MachineEnding ending() {
    return ending;
  }
}
