package dlkm.declaration;

import static dlkm.declaration.SupportedPhase.BOOT1;
import static dlkm.declaration.SupportedPhase.BOOT2;
import static dlkm.declaration.SupportedPhase.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who can be needed in which phase (spec §5.3a). */
class PhaseChainTest {

  private final Map<String, PhaseChain.Facts> modules = new HashMap<>();

  private void module(String name, Set<SupportedPhase> supported, Phase phase, String... needs) {
    modules.put(name, new PhaseChain.Facts(supported, phase, List.of(needs)));
  }

  private List<String> broken(String name) {
    return PhaseChain.broken(name, n -> Optional.ofNullable(modules.get(n)));
  }

  @Test
  void whatComesLaterCanNotBeNeeded() {
    module("top", Set.of(BOOT1), Phase.BOOT1, "middle");
    module("middle", Set.of(BOOT1, BOOT2), Phase.BOOT2, "bottom");
    module("bottom", Set.of(BOOT2, RUN), Phase.BOOT2);

    assertThat(broken("top")).containsExactly("top", "middle", "bottom");
    assertThat(broken("middle")).isEmpty();
  }

  @Test
  void whatSupportsRunAloneCanNotBeNeededAtBoot() {
    module("top", Set.of(BOOT2, RUN), Phase.BOOT2, "library");
    module("library", Set.of(RUN), Phase.INIT);

    assertThat(broken("top")).containsExactly("top", "library");
  }

  @Test
  void whatSupportsThePhaseComesAlongWithWhatNeedsIt() {
    module("top", Set.of(BOOT2), Phase.BOOT2, "library");
    module("library", Set.of(BOOT2, RUN), Phase.AUTO);

    assertThat(broken("top")).isEmpty();
  }

  @Test
  void whatWasLoadedEarlierNeedNotSupportTheLaterPhase() {
    module("top", Set.of(RUN), Phase.INIT, "early");
    module("early", Set.of(BOOT1), Phase.BOOT1);

    assertThat(broken("top")).isEmpty();
  }

  @Test
  void initAndAutoAreTheSameTime() {
    module("top", Set.of(RUN), Phase.INIT, "library");
    module("library", Set.of(BOOT2), Phase.BOOT2);
    module("lost", Set.of(RUN), Phase.AUTO, "never");
    module("never", Set.of(BOOT1), Phase.AUTO);

    assertThat(broken("top")).isEmpty();
    assertThat(broken("lost")).containsExactly("lost", "never");
  }

  @Test
  void theKernelsOwnAndCirclesAreNoMatter() {
    module("one", Set.of(BOOT1), Phase.BOOT1, "two", "crc32");
    module("two", Set.of(BOOT1), Phase.BOOT1, "one");

    assertThat(broken("one")).isEmpty();
  }
}
