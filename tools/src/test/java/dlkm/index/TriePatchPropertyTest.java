package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    byte[] bin = index.aliasesBin(text);
    for (Set<String> lines : way) {
      byte[] fresh = text(lines);
      Optional<byte[]> patched = index.patched(bin, text, fresh, false);
      assertThat(patched).isPresent();
      bin = patched.get();
      text = fresh;
      assertThat(TrieReader.read(bin)).isEqualTo(TrieReader.read(index.aliasesBin(fresh)));
    }
  }

  private static TreeIndex index() {
    List<TreeModule> modules =
        MODULES.stream()
            .map(name -> new TreeModule("kernel/" + name + ".ko", ModuleFacts.UNKNOWN))
            .toList();
    return new TreeIndex(modules, new SymbolPool());
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

  private static String part(byte[] text, int[] line) {
    return new String(Arrays.copyOfRange(text, line[0], line[1]), StandardCharsets.UTF_8);
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
