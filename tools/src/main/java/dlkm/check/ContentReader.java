package dlkm.check;

import dlkm.clib.NativeBuffer;
import dlkm.compress.Compression;
import dlkm.compress.Unpacker;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reader of module files, decompressed where needed. Buffers and decoders are reused from file to
 * file. For one thread.
 */
final class ContentReader implements AutoCloseable {

  private final NativeBuffer file;

  /**
   * Created for the first compressed file, since loading the native libraries takes milliseconds.
   */
  private Optional<Unpacker> unpacker = Optional.empty();

  /** With memory for files of so many bytes to begin with. */
  ContentReader(int first) {
    file = new NativeBuffer(first);
  }

  /**
   * The content of a file.
   *
   * @return memory that is valid until the next call
   * @throws ProblemException for a packed file that is damaged, and one larger than any module
   */
  ByteBuffer read(Path path) throws IOException {
    int length = fill(path);
    if (Compression.ofModule(file.bytes(), length).isEmpty()) {
      return file.bytes().slice(0, length);
    }
    if (unpacker.isEmpty()) {
      unpacker = Optional.of(new Unpacker());
    }
    return unpacker.get().unpack(path.toString(), file, length);
  }

  private int fill(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new ProblemException(path.toString(), "is larger than any module", "");
      }
      file.require(size);
      ByteBuffer into = file.bytes().clear().limit((int) size);
      while (into.hasRemaining() && channel.read(into) >= 0) {
        // A file may come in several pieces.
      }
      return into.position();
    }
  }

  @Override
  public void close() {
    unpacker.ifPresent(Unpacker::close);
    file.close();
  }
}
