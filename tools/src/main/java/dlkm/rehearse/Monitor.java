package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * QEMU's monitor: the processor's registers and the machine's clock as seen from outside, its state
 * as a file, and an interrupt that no kernel can mask, which makes a machine that hangs say what it
 * is doing, and end (kernel parameter {@code unknown_nmi_panic}). One thread reads, another one
 * asks.
 */
final class Monitor implements Connection.Work, AutoCloseable {

  private static final int ENOUGH = 1 << 16;

  private volatile Optional<SocketChannel> connected = Optional.empty();
  private final StringBuilder said = new StringBuilder();

  @Override
  public void with(SocketChannel channel) throws IOException {
    connected = Optional.of(channel);
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (channel.read(buffer.clear()) >= 0) {
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
      synchronized (said) {
        said.append(text);
        said.delete(0, Math.max(0, said.length() - ENOUGH));
      }
    }
  }

  /** What it said since the last answer was taken, once that can be read. */
  <T> Optional<T> answer(Function<String, Optional<T>> reader) {
    synchronized (said) {
      Optional<T> answer = reader.apply(said.toString());
      if (answer.isPresent()) {
        said.setLength(0);
      }
      return answer;
    }
  }

  void interrupt() {
    say("nmi\n");
  }

  /** Sends commands, each with its line end. */
  void say(String text) {
    ByteBuffer words = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    try {
      while (connected.isPresent() && words.hasRemaining()) {
        connected.get().write(words);
      }
    } catch (IOException e) {
      // The machine has just ended; its process tells.
      close();
    }
  }

  @Override
  public void close() {
    connected = Optional.empty();
  }
}
