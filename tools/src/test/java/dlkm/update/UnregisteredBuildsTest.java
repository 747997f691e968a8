package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which modules {@code kmmodreg} without options registers (spec §4.7). */
class UnregisteredBuildsTest {

  private static final String MODULE = "upd_alone";

  @TempDir private Path root;
  private UpdateMachine machine;

  @BeforeEach
  void aBuiltModule() throws IOException {
    machine = new UpdateMachine(root);
    machine.build(MODULE, "1");
  }

  private void plan(String lines) throws IOException {
    write(Layout.master(MODULE), "");
    write(Layout.system(MODULE), "$VERSION 1\n" + lines);
  }

  private void write(String path, String text) throws IOException {
    Path file = machine.set().host().path(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void oneThatIsConfiguredAsDynamic() throws IOException {
    plan("$CONFIGURE Y\n$LOADABLE Y\n");

    assertThat(UnregisteredBuilds.of(machine.set())).containsExactly(MODULE);
  }

  /** A delete that was cut off may have left its build. */
  @Test
  void notOneThatIsNotInstalled() throws IOException {
    Files.delete(machine.set().host().path(Layout.system(MODULE)));

    assertThat(UnregisteredBuilds.of(machine.set())).isEmpty();
  }

  @Test
  void notOneThatIsRegistered() throws IOException {
    plan("$CONFIGURE Y\n$LOADABLE Y\n");
    machine.update(UpdateTiming.IMMEDIATE, MODULE);

    assertThat(UnregisteredBuilds.of(machine.set())).isEmpty();
  }

  @Test
  void notOneThatIsPlannedUnusedSinceItsBuild() throws IOException {
    plan("$CONFIGURE N\n$LOADABLE Y\n");

    assertThat(UnregisteredBuilds.of(machine.set())).isEmpty();
  }

  /** {@code kmsystem -l n} after the build. */
  @Test
  void notOneThatIsPlannedStaticSinceItsBuild() throws IOException {
    plan("$CONFIGURE Y\n$LOADABLE N\n");

    assertThat(UnregisteredBuilds.of(machine.set())).isEmpty();
  }
}
