package dlkm.rehearse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Our end of a port: waits for QEMU and moves bytes until either side ends. */
final class Connection implements AutoCloseable {

  private final ServerSocketChannel server;
  private volatile Thread thread = Thread.currentThread();

  /** A piece of work with the connected socket. */
  @FunctionalInterface
  interface Work {
    void with(SocketChannel channel) throws IOException;
  }

  private Connection(ServerSocketChannel server) {
    this.server = server;
  }

  static Connection open(Path socket, Work work) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Connection connection = new Connection(server);
    connection.thread =
        Thread.ofPlatform().daemon().name(socket.toString()).start(() -> connection.run(work));
    return connection;
  }

  private void run(Work work) {
    try (SocketChannel channel = server.accept()) {
      work.with(channel);
    } catch (IOException e) {
      // The machine is gone, or never came; how it ended is seen from its process and report.
      return;
    }
  }

  /** Waits until all that the machine sent is through. */
  void drain() throws InterruptedException {
    thread.join();
  }

  /** Ends the wait for a machine that never came. */
  @Override
  public void close() throws IOException {
    server.close();
  }

  /** What the machine sends goes to the stream, as it comes. */
  static Work to(OutputStream stream) {
    return channel -> {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      while (channel.read(buffer) >= 0) {
        synchronized (stream) {
          stream.write(buffer.array(), 0, buffer.position());
          stream.flush();
        }
        buffer.clear();
      }
    };
  }

  /** What the stream has goes to the machine; its end is the input's end. */
  static Work from(InputStream stream) {
    return channel -> {
      byte[] buffer = new byte[1 << 16];
      int length = stream.read(buffer);
      while (length >= 0) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        length = stream.read(buffer);
      }
      // Not closed: QEMU would drop what it has not read yet.
      channel.shutdownOutput();
      channel.read(ByteBuffer.allocate(1));
    };
  }
}
