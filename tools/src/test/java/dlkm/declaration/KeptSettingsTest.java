package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.problem.Problem;
import org.junit.jupiter.api.Test;

/** What an administrator planned, carried over to a new version of the module. */
class KeptSettingsTest {

  private static final String SHIPPED =
      "* version 2 of pulse\n$VERSION 2\n$CONFIGURE N\n$LOADABLE N\n$LOADPHASE A\n$TUNABLE\n";

  private static MasterFile master(String loadable) {
    return MasterFile.parse(
        "master",
        "pulse",
        "$VERSION\n2\n$$$\n"
            + loadable
            + "$INTERFACE\nbase\n$$$\n$TYPE\npulse misc\n$$$\n$TUNABLE\nbufs 16 4\ndebug 0\n$$$\n");
  }

  private static KeptSettings carry(String old, String loadable) {
    return KeptSettings.carry(
        SystemFile.parse("old", old), SHIPPED, master(loadable), OtherTunables.NONE);
  }

  @Test
  void validValuesAreKeptAndTheNewFilesCommentsToo() {
    KeptSettings kept =
        carry(
            "$VERSION 2\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE 2\n$PREFER Y\n$TUNABLE\nbufs 64\n",
            "$LOADABLE\nphases 0x06\n$$$\n");
    assertThat(kept.dropped()).isEmpty();
    assertThat(kept.text())
        .isEqualTo(
            """
            * version 2 of pulse
            $VERSION 2
            $CONFIGURE Y
            $LOADABLE Y
            $LOADPHASE 2
            $PREFER Y
            $TUNABLE
            bufs 64
            """);
  }

  @Test
  void whatTheNewVersionCannotHaveIsDroppedAndNamed() {
    KeptSettings kept =
        carry(
            "$VERSION 2\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE 2\n$TUNABLE\nbufs 3\ngone 1\n",
            "$LOADABLE\nphases 0x04\n$$$\n");
    assertThat(kept.text()).isEqualTo(SHIPPED.replace("E N", "E Y"));
    assertThat(kept.dropped())
        .extracting(Problem::thing)
        .containsExactly("old:4", "old:6", "old:7");
    assertThat(kept.dropped())
        .extracting(Problem::what)
        .containsExactly(
            "$LOADPHASE 2 is not kept: the new version does not support BOOT2",
            "bufs 3 is not kept: bufs 3 is below its minimum 4",
            "gone 1 is not kept: 'gone' is no tunable of pulse");
  }

  @Test
  void aModuleThatBecameStaticLosesItsLinkage() {
    String shipped = "$VERSION 2\n$CONFIGURE N\n$TUNABLE\n";
    KeptSettings kept =
        KeptSettings.carry(
            SystemFile.parse("old", "$VERSION 2\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE 1\n"),
            shipped,
            master(""),
            OtherTunables.NONE);
    assertThat(kept.text()).isEqualTo(shipped.replace("E N", "E Y"));
    assertThat(kept.dropped())
        .extracting(Problem::what)
        .containsExactly("$LOADABLE Y is not kept: the new version is static");
  }
}
