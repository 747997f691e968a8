package dlkm.rehearse;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The compressions of kernel images and modules, undone by the system's own tools. */
enum Compression {
  XZ("xz", "-dc --single-stream", "xz-utils", "\u00fd7zXZ\0"),
  ZSTD("zstd", "-dcq", "zstd", "(\u00b5/\u00fd"),
  GZIP("gzip", "-dcq", "gzip", "\u001f\u008b");

  private final String program;
  private final String options;
  private final String debianPackage;
  private final String magic;

  Compression(String program, String options, String debianPackage, String magic) {
    this.program = program;
    this.options = options;
    this.debianPackage = debianPackage;
    this.magic = magic;
  }

  /** What the bytes are compressed with; absent if with nothing that we know. */
  static Optional<Compression> of(byte[] content, int offset) {
    for (Compression each : values()) {
      if (each.begins(content, offset)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private boolean begins(byte[] content, int offset) {
    int end = Math.min(content.length, offset + magic.length());
    return magic.equals(new String(content, offset, end - offset, StandardCharsets.ISO_8859_1));
  }

  private ProcessBuilder tool() {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(options.split(" ")));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /** Starts the tool, which writes to the file; the caller feeds it and waits. */
  Process start(Path to) throws IOException {
    return tool().redirectOutput(to.toFile()).start();
  }

  /** The content, uncompressed. */
  byte[] undo(byte[] content) {
    try {
      Process process = tool().start();
      Thread feeder = Thread.ofPlatform().daemon().start(() -> feed(process, content, 0));
      byte[] result = process.getInputStream().readAllBytes();
      feeder.join();
      process.waitFor();
      return result;
    } catch (IOException e) {
      throw new ProblemException(
          program, "can't be run: " + e.getMessage(), "install " + debianPackage);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes the content to the tool, which may stop reading before the end. */
  static void feed(Process process, byte[] content, int offset) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(content, offset, content.length - offset);
    } catch (IOException e) {
      // It has read all that it wants; its result says whether that was enough.
      return;
    }
  }
}
