package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The paths of all modules of a kernel, in one text: below the kernel's module directory, or
 * absolute for those of an external directory.
 */
public final class PathList extends AbstractList<String> implements RandomAccess {

  private final byte[] text;
  private final int[] ends;

  /**
   * @param text all paths, one after the other, in UTF-8
   * @param ends where each ends
   * @throws IllegalArgumentException where they don't belong together
   */
  public PathList(byte[] text, int[] ends) {
    if (!new FlatLists<>(text, ends).isSound(ends.length, text.length)) {
      throw new IllegalArgumentException("a path ends outside");
    }
    this.text = text;
    this.ends = ends;
  }

  /** The same paths. */
  public static PathList of(List<String> paths) {
    ByteBuilder text = new ByteBuilder(64 * paths.size() + 64);
    int[] ends = new int[paths.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = text.add(paths.get(i)).length;
    }
    return new PathList(text.toBytes(), ends);
  }

  @Override
  public String get(int i) {
    int start = start(i);
    return new String(text, start, ends[i] - start, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return ends.length;
  }

  int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  int end(int i) {
    return ends[i];
  }

  /** All of them, one after the other; not to be changed. */
  public byte[] text() {
    return text;
  }

  /** Where each ends in the text; not to be changed. */
  public int[] ends() {
    return ends;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathList its
        ? Arrays.equals(text, its.text) && Arrays.equals(ends, its.ends)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
