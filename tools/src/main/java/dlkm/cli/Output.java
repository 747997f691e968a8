package dlkm.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A standard stream that keeps the first write error; {@code PrintStream} keeps only a flag. */
final class Output extends OutputStream {

  private static final String NOBODY_READS = "Broken pipe";

  private final FileOutputStream file;
  private Optional<String> failure = Optional.empty();

  Output(FileDescriptor descriptor) {
    file = new FileOutputStream(descriptor);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      file.write(bytes, from, length);
    } catch (IOException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** The write error, if there was one; a reader that closed the pipe is none. */
  Optional<String> lost() {
    return failure.filter(why -> !why.equals(NOBODY_READS));
  }
}
