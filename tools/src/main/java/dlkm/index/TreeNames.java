package dlkm.index;

import java.util.Arrays;
import java.util.zip.CRC32;

/** The paths and names of all modules of a kernel, by number, as bytes. */
final class TreeNames implements ModuleNumbers {

  /** For so few questions looking through all names takes less than making a table of them. */
  private static final int FEW = 150;

  private final PathList paths;
  private final ByteBuilder names;
  private final int[] nameEnds;
  private Names numbered = new Names();

  TreeNames(PathList paths) {
    this.paths = paths;
    names = new ByteBuilder(16 * paths.size() + 16);
    nameEnds = new int[paths.size() + 1];
    for (int i = 0; i < paths.size(); i++) {
      addName(paths.text(), paths.start(i), paths.end(i), names);
      nameEnds[i + 1] = names.length;
    }
  }

  /** As {@link ModuleName#of} has it, without a text for each. */
  private static void addName(byte[] text, int from, int to, ByteBuilder name) {
    byte[] bytes = name.room(to - from);
    int at = name.length;
    for (int i = Lines.fileName(text, from, to); i < to && text[i] != '.'; i++) {
      bytes[at++] = text[i] == '-' ? (byte) '_' : text[i];
    }
    name.length = at;
  }

  int count() {
    return paths.size();
  }

  /** A sum over the names in their order. */
  long sum() {
    CRC32 sum = new CRC32();
    for (int i = 0; i < count(); i++) {
      sum.update(names.bytes, nameEnds[i], nameEnds[i + 1] - nameEnds[i]);
      sum.update('/');
    }
    return sum.getValue();
  }

  /** What finds the numbers of that many names. */
  ModuleNumbers numbers(int many) {
    return many > FEW ? numbered() : this;
  }

  @Override
  public int find(byte[] text, int from, int to) {
    ByteBuilder name = new ByteBuilder(to - from);
    addName(text, from, to, name);
    for (int i = 0; i < count(); i++) {
      int start = nameEnds[i];
      if (nameEnds[i + 1] - start == name.length
          && Arrays.equals(names.bytes, start, start + name.length, name.bytes, 0, name.length)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void copy(int number, ByteBuilder to) {
    addName(number, to);
  }

  /** A table of all; made when it is first asked for. */
  synchronized Names numbered() {
    if (numbered.count() < count()) {
      Names all = new Names();
      for (int i = 0; i < count(); i++) {
        all.add(names.bytes, nameEnds[i], nameEnds[i + 1]);
      }
      numbered = all;
    }
    return numbered;
  }

  ByteBuilder addPath(int module, ByteBuilder to) {
    return to.add(paths.text(), paths.start(module), paths.end(module));
  }

  ByteBuilder addName(int module, ByteBuilder to) {
    return to.add(names.bytes, nameEnds[module], nameEnds[module + 1]);
  }
}
