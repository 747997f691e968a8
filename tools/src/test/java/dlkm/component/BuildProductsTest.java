package dlkm.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a directory are a module's sources (spec §2.1). */
class BuildProductsTest {

  @TempDir private Path directory;

  private boolean isProduct(String name, String... siblings) {
    return BuildProducts.has(directory, name, List.of(siblings));
  }

  private void command(String object, String text) throws IOException {
    Files.writeString(directory.resolve("." + object + ".cmd"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pulse.ko",
        "pulse.mod",
        "pulse.mod.c",
        ".pulse.ko.cmd",
        ".git",
        ".tmp_versions",
        "modules.order",
        "Module.symvers",
        "pulse.mod.o"
      })
  void productsStayBehind(String name) {
    assertThat(isProduct(name, name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pulse.c", "mod.o", "Modstub.o", "blob.o", "x.o_shipped", ".config"})
  void sourcesComeAlong(String name) {
    assertThat(isProduct(name, name)).isFalse();
  }

  @Test
  void anObjectThatKbuildCompiledFromASourceHereIsAProduct() throws IOException {
    command(
        "pulse.o",
        "savedcmd_/a/pulse.o := gcc -c -o /a/pulse.o /a/pulse.c\n\nsource_/a/pulse.o := /a/pulse.c\n");
    assertThat(isProduct("pulse.o", "pulse.o", ".pulse.o.cmd", "pulse.c")).isTrue();
    assertThat(isProduct(".pulse.o.cmd", "pulse.o", ".pulse.o.cmd", "pulse.c")).isTrue();
  }

  @Test
  void soIsOneThatItLinked() throws IOException {
    command("pulse.o", "savedcmd_/a/pulse.o := ld -r -o /a/pulse.o @/a/pulse.mod\n");
    assertThat(isProduct("pulse.o", "pulse.o", ".pulse.o.cmd", "main.c")).isTrue();
  }

  /** modpost wants a command file for each object, so vendors ship one that says nothing. */
  @Test
  void aVendorsObjectComesAlongWithItsCommandFile() throws IOException {
    command("vendor.o", "savedcmd_lib/vendor.o := :\n");
    assertThat(isProduct("vendor.o", "vendor.o", ".vendor.o.cmd")).isFalse();
    assertThat(isProduct(".vendor.o.cmd", "vendor.o", ".vendor.o.cmd")).isFalse();
  }

  @Test
  void soDoesOneWhoseSourceIsNotThere() throws IOException {
    command(
        "vendor.o",
        "savedcmd_/v/vendor.o := gcc -o /v/vendor.o\n\nsource_/v/vendor.o := /v/vendor.c\n");
    assertThat(isProduct("vendor.o", "vendor.o", ".vendor.o.cmd", "main.c")).isFalse();
  }

  /** kbuild copies {@code vendor.o_shipped} to {@code vendor.o}, and writes no command file. */
  @Test
  void soDoesTheCommandFileOfAShippedObject() throws IOException {
    command("vendor.o", "");
    assertThat(isProduct(".vendor.o.cmd", "vendor.o_shipped", ".vendor.o.cmd")).isFalse();
    assertThat(isProduct(".vendor.o.cmd", "vendor.o_shipped", ".vendor.o.cmd", "vendor.o"))
        .isFalse();
    assertThat(isProduct("vendor.o", "vendor.o_shipped", ".vendor.o.cmd", "vendor.o")).isTrue();
  }

  @Test
  void aCommandFileWithoutItsObjectStaysBehind() throws IOException {
    command("vendor.o", "");
    assertThat(isProduct(".vendor.o.cmd", ".vendor.o.cmd", "vendor.c")).isTrue();
  }
}
