package dlkm.cli;

import dlkm.host.NewFiles;
import dlkm.problem.ProblemException;
import dlkm.status.Metrics;
import dlkm.status.QueriedKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;

/**
 * {@code kmadmin --metrics}: on standard output, or in a file that is replaced at once. Collectors
 * read every file of a directory with a certain ending, so the new one has another until it is
 * complete; it is made anew under a free name, since the directory may be somebody else's.
 */
final class MetricsFile {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private MetricsFile() {}

  static int write(Context context, CommandLine line, QueriedKernel kernel) {
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    if (line.hasOption("json")) {
      throw new UsageException("--json does not apply to --metrics");
    }
    String metrics = Metrics.of(kernel);
    if (operands.isEmpty()) {
      context.out().print(metrics);
      return Exit.DONE;
    }
    try {
      replace(Path.of(operands.getFirst()).toAbsolutePath(), metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Exit.DONE;
  }

  private static void replace(Path file, String text) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ProblemException(file.toString(), "is a directory", "name a file in it");
    }
    if (!Files.isDirectory(file.getParent())) {
      Path directory = file.getParent();
      throw new ProblemException(
          file.toString(), "its directory is not there", "'mkdir -p " + directory + "' makes it");
    }
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
    Path aside = file.resolveSibling("dlkm" + System.nanoTime() + ".new");
    try {
      // Opened once: a link that somebody puts there meanwhile leads nowhere.
      try (SeekableByteChannel channel = Files.newByteChannel(aside, NEW, mode)) {
        ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        NewFiles.named(
            file,
            () -> {
              while (left.hasRemaining()) {
                channel.write(left);
              }
            });
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
