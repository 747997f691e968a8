package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The binary files made from the text of an installed kernel's index are those that it has. */
class BinaryIndexTest {

  @Test
  void areByteForByteWhatDepmodWrote() {
    Map<String, byte[]> files = InstalledTree.require().index();
    Dependencies dependencies = new Dependencies(files.get("modules.dep"));
    byte[] dep = dependencies.with(List.of());
    NumberedNames names = dependencies.names();
    assertThat(dep).isEqualTo(files.get("modules.dep"));
    assertThat(BinaryIndex.ofDependencies(dep, names)).isEqualTo(files.get("modules.dep.bin"));
    assertThat(BinaryIndex.ofAliases(files.get("modules.alias"), names))
        .isEqualTo(files.get("modules.alias.bin"));
    assertThat(BinaryIndex.ofSymbols(files.get("modules.symbols"), names))
        .isEqualTo(files.get("modules.symbols.bin"));
  }
}
