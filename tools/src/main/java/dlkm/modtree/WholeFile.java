package dlkm.modtree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Reads files of some megabytes. */
final class WholeFile {

  private static final Set<StandardOpenOption> READ = EnumSet.of(StandardOpenOption.READ);

  /** The most that is read at once: the JVM copies it, by way of as much memory. */
  private static final int AT_ONCE = 128 << 10;

  private WholeFile() {}

  static byte[] read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      byte[] bytes = new byte[Math.toIntExact(channel.size())];
      ByteBuffer into = ByteBuffer.wrap(bytes);
      while (into.position() < bytes.length) {
        into.limit(Math.min(bytes.length, into.position() + AT_ONCE));
        if (channel.read(into) < 0) {
          return Arrays.copyOf(bytes, into.position());
        }
      }
      return bytes;
    }
  }
}
