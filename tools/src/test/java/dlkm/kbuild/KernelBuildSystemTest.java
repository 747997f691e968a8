package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the sources of a kernel's build system are, before and after something was compiled. */
class KernelBuildSystemTest {

  @TempDir private Path headers;

  @Test
  void headersMadeElsewhereNameTheirSources() throws IOException {
    Files.writeString(headers.resolve("Makefile"), "# made\ninclude /usr/src/common/Makefile\n");
    assertThat(KernelBuildSystem.usual(headers).sources()).isEqualTo(Path.of("/usr/src/common"));
  }

  @Test
  void headersWithAMakefileOfTheirOwnAreTheSources() throws IOException {
    Files.writeString(headers.resolve("Makefile"), "VERSION = 6\ninclude scripts/Kbuild.include\n");
    assertThat(KernelBuildSystem.usual(headers).sources()).isEqualTo(headers);
  }

  @Test
  void aProgramThatAScriptOfItsNameStartsCountsToo() throws IOException {
    Path tools = Files.createDirectories(headers.resolve("tools/objtool"));
    for (String name : List.of("objtool", "objtool.real-x86", "Build")) {
      Files.writeString(tools.resolve(name), "");
    }
    assertThat(tools.resolve("objtool").toFile().setExecutable(true)).isTrue();
    assertThat(tools.resolve("objtool.real-x86").toFile().setExecutable(true)).isTrue();
    assertThat(new KernelBuildSystem(headers, headers).inputs().files())
        .containsExactlyInAnyOrder(tools.resolve("objtool"), tools.resolve("objtool.real-x86"));
  }

  @Test
  void whatWasCompiledTellsTheSources() {
    List<Path> read = List.of(Path.of("/s/include/linux/kconfig.h"));
    assertThat(KernelBuildSystem.of(headers, read).sources()).isEqualTo(Path.of("/s"));
  }

  @Test
  void theHeadersOfAnInstalledKernelNameWhereTheyHaveTheHeaderOfAllCompilations()
      throws IOException {
    Path objects = RealKernel.require().headers().toRealPath();
    Path sources = KernelBuildSystem.usual(objects).sources();
    assertThat(sources.resolve("include/linux/kconfig.h")).exists();
  }
}
