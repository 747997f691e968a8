package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text {@code modules.dep} without the lines of our modules: who is there, and which modules
 * each needs, directly or not. A module's number is that of its line; ours follow, as {@code
 * depmod} too sorts modules that the kernel's build doesn't list behind all that it does.
 */
final class Dependencies {

  private static final byte[] OURS = ModuleIndex.OURS.getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private final List<byte[]> links = new ArrayList<>();
  private final NumberedNames names = new NumberedNames();
  private final NumberedNames earlier = new NumberedNames();
  private final ByteBuilder kept;
  private int[] from = new int[4096];
  private int[] colon = new int[4096];
  private int[] to = new int[4096];
  private int count;

  Dependencies(byte[] text) {
    this(text, List.of());
  }

  /**
   * Reads the text.
   *
   * @param ours the modules that come: lines of their links aren't another's
   */
  Dependencies(byte[] text, List<OurModule> ours) {
    this.text = text;
    for (OurModule module : ours) {
      if (!module.path().startsWith(ModuleIndex.OURS)) {
        links.add((module.path() + ":").getBytes(StandardCharsets.US_ASCII));
      }
    }
    kept = new ByteBuilder(text.length + 4096);
    LineScanner lines = new LineScanner(text);
    while (lines.next()) {
      read(lines);
    }
    if (earlier.count() > 0) {
      refuseUsersOfOurs();
    }
  }

  private void read(LineScanner lines) {
    int end = lines.find(lines.from(), ':');
    if (end == lines.to()) {
      throw new NotPatchableException("modules.dep has a line without a colon");
    }
    int name = LineScanner.fileName(text, lines.from(), end);
    if (isOurs(lines.from())) {
      earlier.add(text, name, end);
      return;
    }
    if (!names.add(text, name, end)) {
      throw new NotPatchableException("modules.dep has two lines for '" + string(name, end) + "'");
    }
    keep(lines, end);
  }

  private boolean isOurs(int from) {
    return LineScanner.startsWith(text, from, OURS)
        || links.stream().anyMatch(link -> LineScanner.startsWith(text, from, link));
  }

  /** Who depends on a module of ours gets another line when ours changes. */
  private void refuseUsersOfOurs() {
    for (int number = 0; number < count; number++) {
      for (int i = colon[number]; i < to[number]; i++) {
        if (kept.bytes[i] == ' ' && LineScanner.startsWith(kept.bytes, i + 1, OURS)) {
          throw new NotPatchableException(
              line(from[number], colon[number]) + " depends on a module of ours");
        }
      }
    }
  }

  private void keep(LineScanner lines, int colonAt) {
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      colon = Arrays.copyOf(colon, count * 2);
      to = Arrays.copyOf(to, count * 2);
    }
    from[count] = kept.length;
    colon[count] = kept.length + colonAt - lines.from();
    kept.add(text, lines.from(), lines.to());
    to[count++] = kept.length;
    kept.add('\n');
  }

  /** The modules that aren't ours. */
  int count() {
    return count;
  }

  /** The names of our modules that the text had. */
  NumberedNames earlier() {
    return earlier;
  }

  /** The names of all modules by number, those of ours once they are added. */
  NumberedNames names() {
    return names;
  }

  /** The numbers of the modules that a module needs, as its line orders them. */
  int[] needs(int number) {
    int[] needed = new int[words(number)];
    int start = colon[number] + 2;
    for (int i = 0; i < needed.length; i++) {
      int end = start;
      while (end < to[number] && kept.bytes[end] != ' ') {
        end++;
      }
      needed[i] = names.find(kept.bytes, LineScanner.fileName(kept.bytes, start, end), end);
      if (needed[i] < 0) {
        throw new NotPatchableException("modules.dep has no line for '" + line(start, end) + "'");
      }
      start = end + 1;
    }
    return needed;
  }

  private int words(int number) {
    int words = 0;
    for (int i = colon[number] + 1; i < to[number]; i++) {
      if (kept.bytes[i] == ' ') {
        words++;
      }
    }
    return words;
  }

  /** The new text: all lines that aren't ours, then ours. */
  byte[] with(List<OurModule> ours) {
    for (OurModule module : ours) {
      if (!names.add(module.kernelName())) {
        throw new NotPatchableException("there is another module '" + module.kernelName() + "'");
      }
    }
    List<int[]> needs = new DependencyOrder(this, ours).needs();
    ByteBuilder updated = new ByteBuilder(kept.length + 512 * ours.size());
    updated.add(kept.bytes, 0, kept.length);
    for (int i = 0; i < needs.size(); i++) {
      updated.add(ours.get(i).path()).add(':');
      for (int needed : needs.get(i)) {
        updated.add(' ');
        addPath(updated, needed, ours);
      }
      updated.add('\n');
    }
    return updated.toBytes();
  }

  private void addPath(ByteBuilder to, int number, List<OurModule> ours) {
    if (number >= count) {
      to.add(ours.get(number - count).path());
    } else {
      to.add(kept.bytes, from[number], colon[number]);
    }
  }

  private String line(int start, int end) {
    return new String(kept.bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private String string(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }
}
