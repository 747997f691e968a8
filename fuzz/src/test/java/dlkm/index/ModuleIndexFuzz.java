package dlkm.index;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * kmod's index of a kernel, and what a module's file says of itself, as it gets into the index. The
 * input is a row of texts, each ended by the byte {@value #END}: the files as {@link
 * ModuleIndex#FILES} has them, then what the module depends on, its aliases, softdeps, weakdeps and
 * exports, one a line. Where a file's text is a single dash the file isn't there; a binary file
 * gets its right beginning when its text is empty.
 */
class ModuleIndexFuzz {

  private static final byte END = 0x1e;
  private static final byte[] BINARY = {(byte) 0xB0, 7, (byte) 0xF4, 0x57, 0, 2, 0, 1, 0, 0, 0, 0};

  @FuzzTest
  void update(byte[] input) {
    List<byte[]> texts = texts(input);
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < ModuleIndex.FILES.size(); i++) {
      put(files, ModuleIndex.FILES.get(i), text(texts, i));
    }
    int next = ModuleIndex.FILES.size();
    OurModule module =
        new OurModule(
            ModuleIndex.OURS + "seed.ko",
            lines(texts, next),
            lines(texts, next + 1),
            lines(texts, next + 2),
            lines(texts, next + 3),
            lines(texts, next + 4));
    Bounded.read(input, () -> ModuleIndex.update(files, List.of(module)));
    Bounded.read(input, () -> ModuleIndex.update(files, List.of()));
  }

  private static void put(Map<String, byte[]> files, String name, byte[] text) {
    if (name.endsWith(".bin") && text.length == 0) {
      files.put(name, BINARY);
    } else if (text.length != 1 || text[0] != '-') {
      files.put(name, text);
    }
  }

  private static List<byte[]> texts(byte[] input) {
    List<byte[]> texts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < input.length; i++) {
      if (input[i] == END) {
        texts.add(Arrays.copyOfRange(input, from, i));
        from = i + 1;
      }
    }
    return texts;
  }

  private static byte[] text(List<byte[]> texts, int number) {
    return number < texts.size() ? texts.get(number) : new byte[0];
  }

  private static List<String> lines(List<byte[]> texts, int number) {
    return new String(text(texts, number), StandardCharsets.UTF_8).lines().toList();
  }
}
