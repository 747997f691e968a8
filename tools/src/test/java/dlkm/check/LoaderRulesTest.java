package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules hold for which release. */
class LoaderRulesTest {

  @ParameterizedTest
  @CsvSource({
    "6.1.0-56-amd64, false, false, false",
    "6.11.9-amd64, false, false, false",
    "6.12.117+deb13-amd64, true, false, false",
    "6.16.0, true, true, false",
    "7.2.13+deb14-amd64, true, true, true",
    "10.0-rc1, true, true, true",
  })
  void rulesFollowTheNumbersOfTheRelease(
      String release, boolean unique, boolean forModules, boolean flags) {
    LoaderRules rules = LoaderRules.of(release);
    assertThat(rules.checksUniqueSections()).isEqualTo(unique);
    assertThat(rules.hasExportsForModules()).isEqualTo(forModules);
    assertThat(rules.hasExportFlags()).isEqualTo(flags);
  }

  @ParameterizedTest
  @CsvSource({"''", "custom", "6", "6.", "6.x", "99999999999.1"})
  void aReleaseWithoutNumbersIsTheOldest(String release) {
    assertThat(LoaderRules.of(release).checksUniqueSections()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "module:kvm-amd, kvm_amd, true",
    "'module:a,b*', b_more, true",
    "'module:a,b*', a_more, false",
    "'module:a,b*', a, true",
    "'module:kvm,kvm-amd,kvm-intel', kvm_intel, true",
    "'module:*', anything, true",
    "module:, x, false",
    "kvm, kvm, false",
  })
  void aNamespaceNamesModules(String namespace, String module, boolean names) {
    assertThat(ModuleNamespace.names(namespace, module)).isEqualTo(names);
  }

  @Test
  void theMessageAboutATakenTargetFollowsTheVersion() {
    assertThat(LoaderRules.of("6.1.0").takenTarget(5, 7, 4))
        .endsWith("Skipping invalid relocation target, existing value is nonzero for type 4");
    assertThat(LoaderRules.of("6.12.0").takenTarget(5, 7, 4))
        .endsWith("Invalid relocation target, existing value is nonzero for type 4");
    assertThat(LoaderRules.of("7.2.0").takenTarget(5, 7, 4))
        .endsWith("Invalid relocation target, existing value is nonzero for sec 5, idx 7, type 4");
  }
}
