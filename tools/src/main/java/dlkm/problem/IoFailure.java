package dlkm.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words. */
public final class IoFailure {

  /** What root mostly gets for an immutable file: EPERM. */
  private static final String FORBIDDEN = "Operation not permitted";

  private static final String READ_ONLY = "Read-only file system";

  /** A file, or a pipe to a program: the JVM says it in parentheses. */
  private static final String TOO_MANY = "Too many open files";

  private IoFailure() {}

  /** The file and the reason, as far as the exception knows them. */
  public static String words(IOException e) {
    String thing = e instanceof FileSystemException file ? file.getFile() + ": " : "";
    String todo = todo(e);
    return thing + reason(e) + (todo.isEmpty() ? "" : ": " + todo);
  }

  /** What to do about it; empty where nothing can be said. */
  public static String todo(IOException e) {
    if (reason(e).contains(TOO_MANY)) {
      return "'ulimit -n 1024' raises the limit";
    }
    if (!(e instanceof FileSystemException file) || file.getFile() == null) {
      return "";
    }
    String reason = reason(e);
    if (reason.endsWith(READ_ONLY)) {
      return "mount it writable";
    }
    // The directory refuses new names, and the file new content.
    int slash = file.getFile().lastIndexOf('/');
    return reason.endsWith(FORBIDDEN) && slash > 0
        ? "'chattr -i' what 'lsattr -d "
            + file.getFile().substring(0, slash)
            + " "
            + file.getFile()
            + "' shows as immutable"
        : "";
  }

  /** The reason alone, for a message that has the file already. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException file) {
      return file.getReason() == null ? kind(file) : file.getReason();
    }
    // Of a program that can't be started the JVM guesses the causes, in further lines.
    return e.getMessage() == null
        ? e.toString()
        : e.getMessage().lines().findFirst().orElse("").strip();
  }

  private static String kind(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied: run this as root";
      case FileAlreadyExistsException _ -> "exists already";
      case NotDirectoryException _ -> "is not a directory: move it away";
      default -> "can't be used";
    };
  }
}
