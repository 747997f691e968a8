package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.image.Export;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What registered modules export, as kbuild would have written it. */
class RegisteredExportsTest {

  @Test
  void eachSymbolIsALine() {
    assertThat(
            RegisteredExports.text(
                "rot13_lib",
                List.of(
                    new Export("turn", false, "", OptionalInt.of(0x11)),
                    new Export("back", true, "ROT", OptionalInt.of(0xfedcba98)),
                    new Export("plain", false, "", OptionalInt.empty()))))
        .isEqualTo(
            """
            0x00000011\tturn\trot13_lib\tEXPORT_SYMBOL\t
            0xfedcba98\tback\trot13_lib\tEXPORT_SYMBOL_GPL\tROT
            0x00000000\tplain\trot13_lib\tEXPORT_SYMBOL\t
            """);
  }

  @Test
  void aDamagedImageExportsNothing(@TempDir Path root) {
    SmallMachine machine = new SmallMachine(root);
    machine.register("pulse", "no module");
    assertThat(new BuildArea(machine.set()).exports()).containsEntry("pulse", "");
    assertThat(new BuildArea(machine.set()).modules()).isEmpty();
  }
}
