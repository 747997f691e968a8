package dlkm.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done of a change, and in which order. */
class ChangeAroundBuildTest {

  @TempDir private Path root;
  private final List<String> done = new ArrayList<>();

  /** A step that fails after something of it is done, as where a directory can't be flushed. */
  private static void partly() {
    PartlyDoneException.after(
        () -> {
          throw new FileSystemException("images", null, "Input/output error");
        });
  }

  private Boolean run(boolean builds, Runnable build, Runnable apply) {
    Host host = new Host(root, Path.of("."));
    return new ChangeAroundBuild(new Caller(host, "kctune", "tester", _ -> {}, _ -> {}))
        .run(
            new ChangeAroundBuild.Steps<>() {
              @Override
              public boolean plan() throws IOException {
                done.add("plan");
                return builds;
              }

              @Override
              public void build() {
                done.add("build");
                build.run();
              }

              @Override
              public Boolean apply() throws IOException {
                done.add("apply");
                apply.run();
                return true;
              }
            });
  }

  @Test
  void aChangeIsMadeAfterItsBuild() {
    assertThat(run(true, () -> {}, () -> {})).isTrue();
    assertThat(done).containsExactly("plan", "build", "apply");
  }

  @Test
  void withoutABuildItIsMadeAtOnce() {
    assertThat(run(false, () -> {}, () -> {})).isTrue();
    assertThat(done).containsExactly("plan", "apply");
  }

  @Test
  void aBuildThatIsPartlyDoneChangesNothing() {
    assertThatThrownBy(() -> run(true, ChangeAroundBuildTest::partly, () -> {}))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Input/output error")
        .hasMessageNotContaining("is committed");
    assertThat(done).doesNotContain("apply");
  }

  @Test
  void aChangeThatIsPartlyDoneIsSaidToBe() {
    assertThatThrownBy(() -> run(true, () -> {}, ChangeAroundBuildTest::partly))
        .isInstanceOf(PartlyDoneException.class);
  }
}
