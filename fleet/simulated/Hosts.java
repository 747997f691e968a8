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
 * of what they cost. A request is the words of a command line, each with a NUL, and an empty one. The answer is its exit
 * status on a line, and its standard output; standard error goes to that of this program.
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
      var bytes = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
      int status = Main.run(out, System.err, words.toArray(String[]::new));
      out.flush();
      OutputStream answer = Channels.newOutputStream(client);
      answer.write((status + "\n").getBytes(StandardCharsets.UTF_8));
      bytes.writeTo(answer);
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static String word(DataInputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int one = in.readUnsignedByte(); one != 0; one = in.readUnsignedByte()) {
      bytes.write(one);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
