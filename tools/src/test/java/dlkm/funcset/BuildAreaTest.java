package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build area: three files a module, all modules of a command or none (spec §2.2). */
class BuildAreaTest {

  @TempDir private Path root;
  private SmallMachine machine;
  private BuildArea area;

  @BeforeEach
  void anArea() {
    machine = new SmallMachine(root);
    area = new BuildArea(machine.set());
  }

  @Test
  void whatIsPutThereIsFoundThere() {
    area.put(List.of(entry("a", "v1", "0x1\ta_read\ta\tEXPORT_SYMBOL\t\n"), entry("b", "v1", "")));

    assertThat(area.find("a")).contains(SmallMachine.record("a", "v1"));
    assertThat(area.find("c")).isEmpty();
    assertThat(machine.set().builtImage("b")).hasContent("v1");
    assertThat(area.exports()).containsOnlyKeys("a", "b").containsEntry("b", "");
  }

  @Test
  void oneThatCannotBeCopiedKeepsTheOthersOut() throws IOException {
    area.put(List.of(entry("a", "v1", "")));
    var before = SmallMachine.picture(machine.set().buildArea());
    var missing = new BuildArea.Entry(SmallMachine.record("b", "v1"), root.resolve("none.ko"), "");

    assertThatThrownBy(() -> area.put(List.of(entry("a", "v2", ""), missing)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(SmallMachine.picture(machine.set().buildArea())).isEqualTo(before);
  }

  @Test
  void aRecordOfAnotherModuleIsRefused() throws IOException {
    area.put(List.of(entry("a", "v1", ""), entry("b", "v1", "")));
    Path record = machine.set().builtRecord("a");
    Files.copy(machine.set().builtRecord("b"), record, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> area.find("a"))
        .hasMessageContaining("a.krs: is the record of another module, 'b'");
  }

  @Test
  void theFilesOfAModule() throws IOException {
    area.put(List.of(entry("a", "v1", ""), entry("b", "v1", "")));
    Path built = machine.set().buildArea();

    assertThat(area.files("a"))
        .containsExactlyInAnyOrder(
            built.resolve("a.ko"), built.resolve("a.krs"), built.resolve("a.symvers"));
    assertThat(area.files("c")).isEmpty();
  }

  private BuildArea.Entry entry(String module, String image, String symvers) {
    return new BuildArea.Entry(
        SmallMachine.record(module, image), machine.image(module, image), symvers);
  }
}
