package dlkm.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.util.Objects;

/** What kmod's index takes from a module's file. */
class ModuleScanFuzz {

  private static final ModuleScan SCAN = new ModuleScan();

  @FuzzTest
  void scan(byte[] file) {
    Bounded.read(file, () -> SCAN.scan("fuzzed.ko", new InMemory(file), new Lengths()));
  }

  private static final class InMemory implements ModuleScan.Source {

    private final byte[] file;

    InMemory(byte[] file) {
      this.file = file;
    }

    @Override
    public long size() {
      return file.length;
    }

    @Override
    public void read(long at, byte[] into, int length) {
      System.arraycopy(file, Math.toIntExact(at), into, 0, length);
    }
  }

  /** Looks whether each text is a part of its array. */
  private static final class Lengths implements ModuleScan.Sink {

    @Override
    public void export(byte[] text, int from, int to) {
      Objects.checkFromToIndex(from, to, text.length);
    }

    @Override
    public void need(byte[] text, int from, int to) {
      Objects.checkFromToIndex(from, to, text.length);
    }

    @Override
    public void info(byte[] text, int from, int to) {
      Objects.checkFromToIndex(from, to, text.length);
    }
  }
}
