package dlkm.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.component.TextEdits;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the plan that was written for a build. */
class ChangeAroundBuildTest {

  @TempDir private Path root;
  private Host host;
  private Path system;
  private ChangeAroundBuild change;

  @BeforeEach
  void aPlan() throws IOException {
    host = new Host(root, Path.of("."));
    system = host.path(Layout.SYSTEM);
    Files.createDirectories(system.getParent());
    Files.writeString(system, "size 1\n");
    Caller caller = new Caller(host, "kctune", "tester", _ -> {}, _ -> {});
    change = new ChangeAroundBuild(new FunctionSet(host, "6.1.0-test"), caller, BackupRule.NEVER);
  }

  /** A step that fails after something of it is done, as where a directory can't be flushed. */
  private static void partly() {
    PartlyDoneException.after(
        () -> {
          throw new FileSystemException("images", null, "Input/output error");
        });
  }

  private Boolean run(PartlyDoneException.Work build, PartlyDoneException.Work apply) {
    return change.run(
        new ChangeAroundBuild.Steps<>() {
          @Override
          public boolean plan(TextEdits edits) {
            edits.set(system, "size 2\n");
            return true;
          }

          @Override
          public void build() {
            try {
              build.run();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public Boolean apply(BackupRule left) throws IOException {
            apply.run();
            return true;
          }
        });
  }

  @Test
  void aBuildThatIsPartlyDoneChangesNothing() {
    assertThatThrownBy(() -> run(ChangeAroundBuildTest::partly, () -> {}))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Input/output error")
        .hasMessageNotContaining("is committed");
    assertThat(system).hasContent("size 1\n");
  }

  @Test
  void aChangeThatIsPartlyDoneKeepsItsPlan() {
    assertThatThrownBy(() -> run(() -> {}, ChangeAroundBuildTest::partly))
        .isInstanceOf(PartlyDoneException.class);
    assertThat(system).hasContent("size 2\n");
  }

  @Test
  void aChangeThatFailsTakesItsPlanBack() {
    assertThatThrownBy(
            () ->
                run(
                    () -> {},
                    () -> {
                      throw new ProblemException("size", "is refused", "");
                    }))
        .isInstanceOf(ProblemException.class);
    assertThat(system).hasContent("size 1\n");
  }

  @Test
  void aFailureIsToldAlsoWhereThePlanCannotBeTakenBack() {
    assertThatThrownBy(
            () ->
                run(
                    () -> {
                      Files.createDirectories(host.path(Layout.JOURNAL));
                      throw new ProblemException("upd_alone", "doesn't build", "");
                    },
                    () -> {}))
        .isInstanceOfSatisfying(
            PartlyDoneException.class,
            e -> {
              assertThat(e.problems().getFirst()).hasToString("upd_alone: doesn't build");
              assertThat(e.problems().getLast().toString())
                  .startsWith(system + ": the plan still has what this command wrote: ");
            });
    assertThat(system).hasContent("size 2\n");
  }

  @Test
  void anInternalErrorTakesThePlanBackToo() {
    assertThatThrownBy(
            () ->
                run(
                    () -> {
                      throw new IllegalStateException("a defect");
                    },
                    () -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(system).hasContent("size 1\n");
  }

  @Test
  void whereThePlanCannotBeWrittenNothingIsTakenBack() throws IOException {
    Path journal = host.path(Layout.JOURNAL);
    TextEdits edits = new TextEdits(host);
    edits.set(system, "size 2\n");
    Files.createDirectories(journal.resolve("not empty"));

    assertThatThrownBy(edits::commit).isInstanceOf(IOException.class);
    assertThat(edits.isWritten()).isFalse();
    assertThat(system).hasContent("size 1\n");
  }
}
