package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.image.ModuleImage;
import dlkm.problem.Problem;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether candidates go together with the registry (spec §1, §5.3a). */
class RegistrationCheckTest {

  @TempDir private Path root;
  private UpdateMachine machine;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new UpdateMachine(root);
  }

  private List<String> problems(Registration... records) throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (Registration record : records) {
      Path file = BuiltModules.image(record.module(), "1");
      candidates.add(
          new Candidate(
              record, file, ModuleImage.parse(file.toString(), Files.readAllBytes(file))));
    }
    return RegistrationCheck.check(machine.kernel(), machine.set().registry(), candidates).stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void anotherBuildOfTheSameReleaseIsAnotherKernel() throws IOException {
    String release = BuiltModules.RELEASE;
    Files.copy(Path.of("/boot/vmlinuz-" + release), machine.kernel().image());
    String here = machine.kernel().kis();

    assertThat(here).matches(".*:[0-9a-f]{40}");
    assertThat(problems(UpdateMachine.record("upd_alone", "1", here, Phase.AUTO))).isEmpty();
    assertThat(
            problems(UpdateMachine.record("upd_alone", "1", release + ":0123456789", Phase.AUTO)))
        .singleElement()
        .asString()
        .startsWith("upd_alone: was built for another build of this kernel release: ");
  }

  @Test
  void aDependencyThatComesTooLateIsRefused() throws IOException {
    Registration library =
        UpdateMachine.record("upd_library", "1", Phase.AUTO)
            .withPhases(new Phases(Set.of(SupportedPhase.RUN), Phase.AUTO, Phase.AUTO));
    Registration user = UpdateMachine.record("upd_user", "1", Phase.BOOT2, "upd_library");

    assertThat(problems(library, user))
        .singleElement()
        .asString()
        .startsWith("upd_user: is loaded in BOOT2")
        .contains("upd_library");
  }

  @Test
  void aDependencyThatCanComeAlongIsNot() throws IOException {
    Registration library = UpdateMachine.record("upd_library", "1", Phase.AUTO);
    Registration user = UpdateMachine.record("upd_user", "1", Phase.BOOT2, "upd_library");

    assertThat(problems(user, library)).isEmpty();
  }
}
