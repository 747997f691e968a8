package dlkm.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words. */
public final class IoFailure {

  private IoFailure() {}

  /** The file and the reason, as far as the exception knows them. */
  public static String words(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason = file.getReason() == null ? kind(file) : file.getReason();
      return file.getFile() + ": " + reason;
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String kind(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied: run this as root";
      case FileAlreadyExistsException _ -> "exists already";
      default -> "can't be used";
    };
  }
}
