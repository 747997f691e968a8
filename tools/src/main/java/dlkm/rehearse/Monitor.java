package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * QEMU's monitor, for one purpose: an interrupt that no kernel can mask makes a machine that hangs
 * say what it is doing, and end (kernel parameter {@code unknown_nmi_panic}).
 */
final class Monitor implements Connection.Work, AutoCloseable {

  private volatile Optional<SocketChannel> connected = Optional.empty();

  @Override
  public void with(SocketChannel channel) throws IOException {
    connected = Optional.of(channel);
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (channel.read(buffer.clear()) >= 0) {
      // The greeting and the echo of what we type: nobody needs them.
    }
  }

  void interrupt() throws IOException {
    if (connected.isPresent()) {
      ByteBuffer words = ByteBuffer.wrap("nmi\n".getBytes(StandardCharsets.US_ASCII));
      while (words.hasRemaining()) {
        connected.get().write(words);
      }
    }
  }

  @Override
  public void close() {
    connected = Optional.empty();
  }
}
