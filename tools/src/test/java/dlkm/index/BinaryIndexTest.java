package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Binary files made from the text of an index against those that this machine's {@code depmod}
 * makes of the same modules. The order of a file's parts is {@code depmod}'s own affair, and
 * differs between its versions: what both hold is compared.
 */
class BinaryIndexTest {

  @TempDir private Path root;

  @Test
  void holdWhatDepmodWrites() throws IOException {
    Map<String, byte[]> files = madeByDepmod();
    Dependencies dependencies = new Dependencies(files.get("modules.dep"));
    byte[] dep = dependencies.with(List.of());
    NumberedNames names = dependencies.names();
    assertThat(dep).isEqualTo(files.get("modules.dep"));
    assertSame(BinaryIndex.ofDependencies(dep, names), files.get("modules.dep.bin"));
    assertSame(
        BinaryIndex.ofAliases(files.get("modules.alias"), names), files.get("modules.alias.bin"));
    assertSame(
        BinaryIndex.ofSymbols(files.get("modules.symbols"), names),
        files.get("modules.symbols.bin"));
  }

  @Test
  void aSymbolKeepsItsDashesAndAnAliasDoesNot() {
    NumberedNames names =
        new Dependencies("kernel/kvm.ko:\n".getBytes(StandardCharsets.US_ASCII)).names();
    assertThat(keys(BinaryIndex.ofSymbols(line("symbol:module:kvm-amd"), names)))
        .containsExactly("symbol:module:kvm-amd");
    assertThat(keys(BinaryIndex.ofAliases(line("net-pf-41"), names))).containsExactly("net_pf_41");
  }

  private static byte[] line(String alias) {
    return ("alias " + alias + " kvm\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static Iterable<String> keys(byte[] file) {
    return TrieReader.read(file).keySet();
  }

  private static void assertSame(byte[] ours, byte[] theirs) {
    assertThat(TrieReader.read(ours)).isNotEmpty().isEqualTo(TrieReader.read(theirs));
  }

  /** The index of an installed kernel's own modules, made anew. */
  private Map<String, byte[]> madeByDepmod() throws IOException {
    InstalledTree tree = InstalledTree.require();
    Path directory = Files.createDirectories(root.resolve("lib/modules/" + tree.release()));
    Files.createSymbolicLink(directory.resolve("kernel"), tree.directory().resolve("kernel"));
    for (String file : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
      Files.copy(tree.directory().resolve(file), directory.resolve(file));
    }
    Child depmod = Child.run(List.of("depmod", "-b", root.toString(), tree.release()));
    assertThat(depmod.status()).as(depmod.output()).isZero();
    return InstalledTree.index(directory);
  }
}
