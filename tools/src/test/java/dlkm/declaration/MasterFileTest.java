package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a right master file says (spec §1, §2.1, §3.1). */
class MasterFileTest {

  private static MasterFile parse(String... sections) {
    return MasterFile.parse("master", "pulse", String.join("\n$$$\n", sections) + "\n$$$\n");
  }

  private static MasterFile ofType(String type) {
    return parse("$VERSION\n1", "$LOADABLE", "$INTERFACE\nbase", "$TYPE\npulse " + type);
  }

  @ParameterizedTest
  @CsvSource({
    "wsio_class pseudo, WSIO_CLASS, WSIO",
    "wsio2_class pseudo, WSIO_CLASS, WSIO",
    "wsio_intfc pci, WSIO_INTFC, WSIO",
    "wsio2_intfc pci, WSIO_INTFC, WSIO",
    "streams_drv net, STREAMS_DRV, STREAMS",
    "streams_mod, STREAMS_MOD, STREAMS",
    "misc, MISC, Misc"
  })
  void theTypeIsOneOfFive(String type, ModuleType expected, String shown) {
    assertThat(ofType(type).type()).isEqualTo(expected);
    assertThat(expected.word()).isEqualTo(shown);
  }

  @Test
  void theClassAndThreeMoreFieldsBelongToTheType() {
    MasterFile master = ofType("wsio_class pseudo 1 2 3");

    assertThat(master.className()).contains("pseudo");
    assertThat(master.typeFields()).containsExactly("1", "2", "3");
  }

  @Test
  void withoutPhasesAModuleSupportsRunAlone() {
    assertThat(ofType("misc").loadable().orElseThrow().phases())
        .containsExactly(SupportedPhase.RUN);
  }

  @Test
  void withoutLoadableAModuleIsStatic() {
    assertThat(parse("$VERSION\n1", "$INTERFACE\nbase", "$TYPE\npulse misc").loadable()).isEmpty();
  }

  @Test
  void theFirstOfTheDependencyFieldsNeedsTheOthers() {
    MasterFile master =
        parse(
            "$VERSION\n1",
            "$INTERFACE\nbase",
            "$TYPE\npulse misc",
            "$DRIVER_DEPENDENCY\npulse first second\npulse third");

    assertThat(master.dependencies())
        .extracting(Dependency::module)
        .containsExactly("first", "second", "third");
  }

  @Test
  void theLastSectionMayEndWithTheFile() {
    String text = "$VERSION\n1\n$$$\n$INTERFACE\nbase\n$$$\n* a comment\n$TYPE\npulse misc\n";

    assertThat(MasterFile.parse("master", "pulse", text).type()).isEqualTo(ModuleType.MISC);
  }

  @Test
  void blanksAndTabsSeparateFields() {
    assertThat(ofType("\t wsio_class  \t pseudo ").className()).contains("pseudo");
  }

  @Test
  void phasesAreAMaskWithOrWithoutPrefix() {
    for (String mask : List.of("0x06", "6", "0X6", "06")) {
      MasterFile master =
          parse(
              "$VERSION\n2", "$LOADABLE\nphases " + mask, "$INTERFACE\nbase", "$TYPE\npulse misc");

      assertThat(master.loadable().orElseThrow().phases())
          .as(mask)
          .containsExactlyInAnyOrder(SupportedPhase.BOOT2, SupportedPhase.RUN);
    }
  }

  @Test
  void everySharedSectionMayStandInIt() {
    MasterFile master =
        parse(
            "$VERSION\n1",
            "$INTERFACE\nbase",
            "$TYPE\npulse misc",
            "$DEVICE\npulse 1 2",
            "$CDIO\npulse 1",
            "$DYN_MAJOR\nchar 50-60\nblock 7",
            "$ALIAS\npls pulse",
            "$DRIVER_LIBRARY\npulse libpulse.a",
            "$LIBRARY\nlibpulse.a 1",
            "$SUBSYSTEMS_DEFINE\npulse PULSE",
            "$STREAMS_SYNC_LEVEL\npulse module",
            "$STREAMS_DVR_SYNC\npulse module");

    assertThat(master.shared()).extracting(SharedSection::keyword).hasSize(9);
  }

  @Test
  void aModuleThatStatesNoVersionHasTheDefault() {
    assertThat(ofType("misc").moduleVersion()).isEqualTo("0.1.0");
  }
}
