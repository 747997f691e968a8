package dlkm.index;

import java.util.zip.CRC32;

/** The paths and names of all modules of a kernel, by number, as bytes. */
final class TreeNames implements ModuleNumbers {

  private final PathList paths;
  private NumberedNames numbered = new NumberedNames();

  TreeNames(PathList paths) {
    this.paths = paths;
  }

  /** As {@link ModuleName#of} has it, without a text for each. */
  private static void addName(byte[] text, int from, int to, ByteBuilder name) {
    byte[] bytes = name.room(to - from);
    int at = name.length;
    for (int i = LineScanner.fileName(text, from, to); i < to && text[i] != '.'; i++) {
      bytes[at++] = text[i] == '-' ? (byte) '_' : text[i];
    }
    name.length = at;
  }

  int count() {
    return paths.size();
  }

  /** A sum over the names in their order. */
  long sum() {
    ByteBuilder names = new ByteBuilder(paths.text().length + 16);
    for (int i = 0; i < count(); i++) {
      addName(i, names).add('/');
    }
    CRC32 sum = new CRC32();
    sum.update(names.bytes, 0, names.length);
    return sum.getValue();
  }

  @Override
  public int find(byte[] text, int from, int to) {
    return numbered().find(text, from, to);
  }

  @Override
  public void copy(int number, ByteBuilder to) {
    addName(number, to);
  }

  /** A table of all; made when it is first asked for. */
  synchronized NumberedNames numbered() {
    if (numbered.count() < count()) {
      NumberedNames all = new NumberedNames();
      for (int i = 0; i < count(); i++) {
        all.add(
            paths.text(),
            LineScanner.fileName(paths.text(), paths.start(i), paths.end(i)),
            paths.end(i));
      }
      numbered = all;
    }
    return numbered;
  }

  ByteBuilder addPath(int module, ByteBuilder to) {
    return to.add(paths.text(), paths.start(module), paths.end(module));
  }

  ByteBuilder addName(int module, ByteBuilder to) {
    addName(paths.text(), paths.start(module), paths.end(module), to);
    return to;
  }
}
