import dlkm.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * Runs the tools of all simulated hosts in one JVM, for measurements: a start of the JVM for each command would be most
 * of what they cost. A request is the words of a command line, each with a NUL, and an empty one. The answer is a line
 * with its exit status and the number of lines of its standard output, that, and its standard error.
 */
public final class Hosts {

  private Hosts() {}

  /** Prints the port that it listens on. */
  public static void main(String[] args) throws IOException {
    try (var server = ServerSocketChannel.open();
        var pool = Executors.newFixedThreadPool(2)) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      while (true) {
        SocketChannel client = server.accept();
        pool.execute(() -> serve(client));
      }
    }
  }

  private static void serve(SocketChannel client) {
    try (client) {
      var words = new java.util.ArrayList<String>();
      DataInputStream in = new DataInputStream(Channels.newInputStream(client));
      for (String word = word(in); !word.isEmpty(); word = word(in)) {
        words.add(word);
      }
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      int status = Main.run(text(out), text(err), words.toArray(String[]::new));
      long lines = out.toString(StandardCharsets.UTF_8).lines().count();
      OutputStream answer = Channels.newOutputStream(client);
      answer.write((status + " " + lines + "\n").getBytes(StandardCharsets.UTF_8));
      out.writeTo(answer);
      err.writeTo(answer);
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static PrintStream text(OutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String word(DataInputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int one = in.readUnsignedByte(); one != 0; one = in.readUnsignedByte()) {
      bytes.write(one);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
