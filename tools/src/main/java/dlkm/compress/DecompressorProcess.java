package dlkm.compress;

import dlkm.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A child process that unpacks a stream: for kernel images and initramfs, which are large, and of
 * which often only the beginning is wanted.
 */
public final class DecompressorProcess implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Process process;
  private final Thread feeder;

  private DecompressorProcess(ProcessBuilder builder, Compression how, InputStream packed) {
    try {
      process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new ProblemException(
          how.command().getFirst(),
          "can't be run: " + e.getMessage(),
          "install " + how.debianPackage());
    }
    feeder = Thread.ofPlatform().daemon().start(() -> feed(packed));
  }

  /**
   * Starts it.
   *
   * @throws ProblemException when the tool isn't there
   */
  public static DecompressorProcess start(Compression how, InputStream packed) {
    return new DecompressorProcess(new ProcessBuilder(how.command()), how, packed);
  }

  /** Starts one that writes into a file. */
  public static DecompressorProcess start(Compression how, InputStream packed, Path to) {
    ProcessBuilder builder = new ProcessBuilder(how.command()).redirectOutput(to.toFile());
    return new DecompressorProcess(builder, how, packed);
  }

  private void feed(InputStream packed) {
    try (OutputStream to = process.getOutputStream()) {
      packed.transferTo(to);
    } catch (IOException e) {
      return; // it has read all that it wants
    }
  }

  /** The unpacked content. */
  public InputStream output() {
    return new BufferedInputStream(process.getInputStream(), BUFFER);
  }

  /** Waits until the packed content was read and the process has ended. */
  public void await() throws InterruptedException {
    feeder.join();
    process.waitFor();
  }

  /** Ends it, finished or not. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
