package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The way to a set of modules leaves no trace, and the tries hold what was put in. */
class IndexPropertyTest {

  private static final List<String> OTHERS = List.of("core-lib", "mid", "other", "top");

  /** Whatever came, was replaced or went before: the index is that of the modules there now. */
  @Property(tries = 200)
  void anyWayLeadsToTheSameIndex(@ForAll("ways") List<List<OurModule>> way) {
    Map<String, byte[]> stepwise = SmallIndex.files();
    for (List<OurModule> ours : way) {
      stepwise = InstalledTree.after(stepwise, ours);
    }
    Map<String, byte[]> atOnce = InstalledTree.after(SmallIndex.files(), way.getLast());

    same(stepwise, atOnce);
  }

  private static void same(Map<String, byte[]> index, Map<String, byte[]> expected) {
    assertThat(index.keySet()).isEqualTo(expected.keySet());
    for (String name : expected.keySet()) {
      if (name.endsWith(".bin")) {
        assertThat(SmallIndex.decoded(index.get(name)))
            .isEqualTo(SmallIndex.decoded(expected.get(name)));
      } else {
        assertThat(SmallIndex.text(index, name)).isEqualTo(SmallIndex.text(expected, name));
      }
    }
  }

  /** Killed between any two files: the next update ends where this one would have. */
  @Property(tries = 200)
  void anUpdateThatWasCutShortIsFinishedByTheNext(
      @ForAll("ways") List<List<OurModule>> way, @ForAll @IntRange(max = 10) int written) {
    Map<String, byte[]> before = SmallIndex.files();
    for (List<OurModule> ours : way.subList(0, way.size() - 1)) {
      before = InstalledTree.after(before, ours);
    }
    Map<String, byte[]> cut = new LinkedHashMap<>(before);
    switch (ModuleIndex.update(before, way.getLast())) {
      case IndexUpdate.Files(Map<String, byte[]> changed) ->
          changed.entrySet().stream()
              .limit(written)
              .forEach(file -> cut.put(file.getKey(), file.getValue()));
      case IndexUpdate.NeedsAllModules(String reason) -> throw new AssertionError(reason);
    }
    same(InstalledTree.after(cut, way.getLast()), InstalledTree.after(before, way.getLast()));
  }

  @Provide
  Arbitrary<List<List<OurModule>>> ways() {
    return ours().list().ofMinSize(1).ofMaxSize(5);
  }

  /** Up to five modules; each may need modules of the kernel and those of ours before it. */
  private static Arbitrary<List<OurModule>> ours() {
    return Arbitraries.of("a", "b-x", "c_y", "d", "e")
        .set()
        .flatMap(
            names -> {
              List<Arbitrary<OurModule>> modules = new ArrayList<>();
              List<String> before = new ArrayList<>(OTHERS);
              for (String name : names) {
                modules.add(module(name, List.copyOf(before)));
                before.add(name);
              }
              return Combinators.combine(modules).as(List::copyOf);
            });
  }

  private static Arbitrary<OurModule> module(String name, List<String> before) {
    Arbitrary<Set<String>> needs = Arbitraries.of(before).set().ofMaxSize(4);
    Arbitrary<List<String>> aliases =
        Arbitraries.of("fs-top", "pci:v*", "devname:n", "char-major-1-2", "x[a-b]")
            .list()
            .ofMaxSize(4);
    Arbitrary<Set<String>> exports = Arbitraries.of("one", "two", "three").set();
    Arbitrary<List<String>> soft = Arbitraries.of("pre: mid", "post: a").list().ofMaxSize(2);
    return Combinators.combine(needs, aliases, exports, soft)
        .as(
            (depends, asked, supplied, softdeps) ->
                new OurModule(
                    ModuleIndex.OURS + name + ".ko",
                    List.copyOf(depends),
                    asked,
                    softdeps,
                    softdeps,
                    supplied.stream().map(symbol -> name + symbol).toList()));
  }

  /** Some keys are longer than others they begin with, some have many values. */
  @Property(tries = 300)
  void aTrieHoldsWhatWasPutIn(@ForAll("entries") List<Map.Entry<String, Integer>> entries) {
    StringBuilder text = new StringBuilder();
    Map<String, Map<Integer, String>> expected = new TreeMap<>();
    for (Map.Entry<String, Integer> entry : entries) {
      text.append("v").append(entry.getValue());
    }
    TrieWriter trie = new TrieWriter(text.toString().getBytes(StandardCharsets.US_ASCII), 4);
    int at = 0;
    for (Map.Entry<String, Integer> entry : entries) {
      String value = "v" + entry.getValue();
      if (expected
              .computeIfAbsent(entry.getKey(), _ -> new TreeMap<>())
              .put(entry.getValue(), value)
          == null) {
        int key = trie.keys().length;
        trie.keys().add(entry.getKey());
        trie.add(key, at, at + value.length(), entry.getValue());
      }
      at += value.length();
    }

    Map<String, Map<Integer, String>> read = new TreeMap<>();
    TrieReader.read(trie.write())
        .forEach(
            (key, values) -> {
              Map<Integer, String> ordered = new LinkedHashMap<>();
              values.forEach(value -> ordered.put(value.priority(), value.text()));
              read.put(key, ordered);
              assertThat(new ArrayList<>(ordered.keySet())).isSorted();
            });
    assertThat(read).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Map.Entry<String, Integer>>> entries() {
    Arbitrary<String> keys =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars('a', 'b').ofMaxLength(6),
            Arbitraries.strings().withCharRange((char) 1, (char) 127).ofMaxLength(3));
    return Combinators.combine(keys, Arbitraries.integers().between(0, 20))
        .as(Map::entry)
        .list()
        .ofMaxSize(120);
  }
}
