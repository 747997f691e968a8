package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An index that was patched holds what one made anew holds. */
class TriePatchPropertyTest {

  private static final List<String> MODULES = List.of("a", "b_x", "c");

  @Property(tries = 500)
  void aPatchedIndexHoldsWhatOneMadeAnewHolds(@ForAll("texts") List<Set<String>> way) {
    TreeIndex index = index();
    byte[] text = text(way.getFirst());
    byte[] bin = index.binary(IndexKind.ALIASES, text);
    for (Set<String> lines : way) {
      byte[] fresh = text(lines);
      Optional<ByteBuffer> patched =
          index.patched(bin, TextChange.between(text, fresh), fresh.length, IndexKind.ALIASES);
      assertThat(patched).isPresent();
      bin = bytes(patched.get());
      text = fresh;
      assertThat(TrieReader.read(bin))
          .isEqualTo(TrieReader.read(index.binary(IndexKind.ALIASES, fresh)));
    }
  }

  @Property(tries = 300)
  void whatChangedInModulesIsPatchedLikewise(
      @ForAll("aliases") List<String> then, @ForAll("aliases") List<String> now) {
    TreeFacts before = facts(then);
    TreeIndex index = new TreeIndex(paths(), facts(now), new SymbolPool());
    TreeIndex old = new TreeIndex(paths(), before, new SymbolPool());
    int[] changed = FlatLists.different(before.aliases(), index.aliasLines());
    TextChange change = TextChange.between(before.aliases(), index.aliasLines(), changed);

    Optional<ByteBuffer> patched =
        index.patched(
            old.binary(IndexKind.ALIASES, old.aliases()),
            change,
            index.aliases().length,
            IndexKind.ALIASES);

    assertThat(patched).isPresent();
    assertThat(TrieReader.read(bytes(patched.get())))
        .isEqualTo(TrieReader.read(index.binary(IndexKind.ALIASES, index.aliases())));
    assertThat(changed).hasSameSizeAs(differing(then, now));
  }

  private static List<Integer> differing(List<String> then, List<String> now) {
    return IntStream.range(0, then.size())
        .filter(i -> !then.get(i).equals(now.get(i)))
        .boxed()
        .toList();
  }

  private static TreeFacts facts(List<String> aliases) {
    return TreeFacts.of(
        aliases.stream()
            .map(
                text ->
                    new ModuleFacts(
                        new int[0], new int[0], text.getBytes(StandardCharsets.UTF_8), new byte[0]))
            .toList());
  }

  /** For each module its lines. */
  @Provide
  Arbitrary<List<String>> aliases() {
    Arbitrary<Set<String>> some =
        Arbitraries.strings().withChars("ab-[]").ofMaxLength(4).set().ofMaxSize(8);
    return some.list()
        .ofSize(MODULES.size())
        .map(
            lists ->
                IntStream.range(0, lists.size())
                    .mapToObj(i -> lines(lists.get(i), MODULES.get(i)))
                    .toList());
  }

  private static String lines(Set<String> aliases, String module) {
    return aliases.stream()
        .map(alias -> "alias " + alias + " " + module + "\n")
        .collect(Collectors.joining());
  }

  private static PathList paths() {
    return PathList.of(MODULES.stream().map(name -> "kernel/" + name + ".ko").toList());
  }

  private static TreeIndex index() {
    List<ModuleFacts> unknown = MODULES.stream().map(name -> ModuleFacts.UNKNOWN).toList();
    return new TreeIndex(paths(), TreeFacts.of(unknown), new SymbolPool());
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static byte[] text(Set<String> lines) {
    StringBuilder text = new StringBuilder("# Aliases\n");
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<List<Set<String>>> texts() {
    Arbitrary<String> alias = Arbitraries.strings().withChars("ab-[]").ofMaxLength(5);
    return alias
        .flatMap(key -> Arbitraries.of(MODULES).map(name -> "alias " + key + " " + name))
        .set()
        .ofMaxSize(30)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = 300)
  void theLinesThatAreLeftAndCameAreTheNewOnes(
      @ForAll("lines") List<String> old, @ForAll("lines") List<String> fresh) {
    byte[] oldText = joined(old);
    byte[] freshText = joined(fresh);
    TextChange change = TextChange.between(oldText, freshText);
    List<String> result = new java.util.ArrayList<>(old);
    change.lost().forEach(line -> assertThat(result.remove(part(oldText, line))).isTrue());
    change.got().forEach(line -> result.add(part(freshText, line)));
    assertThat(result).containsExactlyInAnyOrderElementsOf(fresh);
  }

  private static String part(byte[] text, TextChange.Line line) {
    return new String(Arrays.copyOfRange(text, line.from(), line.to()), StandardCharsets.UTF_8);
  }

  private static byte[] joined(List<String> lines) {
    return lines.stream()
        .map(line -> line + "\n")
        .reduce("", String::concat)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of("", "a", "b", "ab", "c", "ca").list().ofMaxSize(12);
  }
}
