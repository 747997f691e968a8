package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A list of symbols that was brought up to date is the one that is made anew. */
class SymbolListingPropertyTest {

  private static final int MODULES = 4;

  /** So many that some have one place in kmod's table. */
  private static final int SYMBOLS = 500;

  private final SymbolPool pool = pool();

  @Property(tries = 300)
  void whatMovedIsPutInItsPlace(
      @ForAll("exports") List<Set<Integer>> then, @ForAll("exports") List<Set<Integer>> now) {
    TreeIndex old = index(facts(then));
    TreeIndex index = index(facts(now));

    TextChange change = index.symbolChange(facts(then), old::symbols).orElseThrow();

    byte[] fresh = index.symbols();
    assertThat(change.isNone() ? old.symbols() : change.fresh()).isEqualTo(fresh);
    Optional<ByteBuffer> patched =
        index.patched(
            old.binary(IndexKind.SYMBOLS, old.symbols()), change, fresh.length, IndexKind.SYMBOLS);
    assertThat(patched).isPresent();
    byte[] bin = new byte[patched.get().remaining()];
    patched.get().get(bin);
    assertThat(TrieReader.read(bin))
        .isEqualTo(TrieReader.read(index.binary(IndexKind.SYMBOLS, fresh)));
  }

  @Property(tries = 100)
  void anotherTextIsMadeAnew(
      @ForAll("exports") List<Set<Integer>> then,
      @ForAll("exports") List<Set<Integer>> now,
      @ForAll("damage") String damage) {
    TreeIndex index = index(facts(now));
    TextChange whole = index.symbolChange(facts(then), index(facts(then))::symbols).orElseThrow();
    byte[] text = damage.getBytes(StandardCharsets.UTF_8);

    Optional<TextChange> change = index.symbolChange(facts(then), () -> text);

    if (!whole.lost().isEmpty()) {
      assertThat(change).isEmpty();
    }
  }

  private static SymbolPool pool() {
    SymbolPool pool = new SymbolPool();
    for (int i = 0; i < SYMBOLS; i++) {
      byte[] name = ("symbol_" + i * i).getBytes(StandardCharsets.UTF_8);
      pool.add(name, 0, name.length);
    }
    return pool;
  }

  private TreeIndex index(TreeFacts facts) {
    PathList paths = PathList.of(List.of("a/m0.ko", "b/m-1.ko", "m2.ko", "updates/m3.ko.xz"));
    return new TreeIndex(paths, facts, pool);
  }

  private static TreeFacts facts(List<Set<Integer>> exports) {
    return TreeFacts.of(
        exports.stream()
            .map(
                symbols ->
                    new ModuleFacts(
                        symbols.stream().mapToInt(i -> i).toArray(),
                        new int[0],
                        new byte[0],
                        new byte[0]))
            .toList());
  }

  /** For each module what it supplies; some of it others supply as well. */
  @Provide
  Arbitrary<List<Set<Integer>>> exports() {
    return Arbitraries.integers()
        .between(0, SYMBOLS - 1)
        .set()
        .ofMaxSize(100)
        .list()
        .ofSize(MODULES);
  }

  @Provide
  Arbitrary<String> damage() {
    return Arbitraries.of(
        "",
        "#",
        "# Aliases for symbols, used by symbol_request().\n",
        "# Aliases for symbols, used by symbol_request().\nalias symbol:x",
        "# Aliases for symbols, used by symbol_request().\nalias symbol:x m0",
        "# Aliases for symbols, used by symbol_request().\nalias symbol:x m0\n",
        "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");
  }
}
