package dlkm.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What nobody expected: a disk that fails under us, or our own mistake. */
final class Unexpected {

  private static final Path LOG = Path.of("/var/log/dlkm.log");

  private Unexpected() {}

  static int report(PrintStream err, String tool, Throwable thrown) {
    if (thrown instanceof UncheckedIOException io) {
      err.println(tool + ": " + words(io.getCause()));
      return Exit.FAILED;
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    String place = LOG.toString();
    try {
      Files.writeString(
          LOG, tool + ": " + trace, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      err.print(trace);
      place = "above";
    }
    err.println(tool + ": internal error: " + thrown + ": the trace is in " + place);
    return Exit.INTERNAL;
  }

  private static String words(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason = file.getReason() == null ? kind(file) : file.getReason();
      return file.getFile() + ": " + reason;
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String kind(FileSystemException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "no such file or directory";
      case java.nio.file.AccessDeniedException _ -> "permission denied: run this as root";
      case java.nio.file.FileAlreadyExistsException _ -> "exists already";
      default -> "can't be used";
    };
  }
}
