package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a machine repeats itself. */
class OopsWatchTest {

  private static String oops(String address, int number) {
    return "[ 9.1] BUG: unable to handle page fault for address: "
        + address
        + "\n[ 9.1] Oops: 0000 [#"
        + number
        + "] PREEMPT SMP NOPTI\n";
  }

  @Test
  void theSameOopsEightTimesIsEnough() {
    OopsWatch watch = new OopsWatch();
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 8; i++) {
      text.append(oops("ffffffffc02ff018", i));
    }
    assertThat(watch.isEnough(text.toString())).isFalse();
    String last = oops("ffffffffc02ff018", 8);
    assertThat(watch.isEnough(last.substring(0, last.length() - 9))).isFalse();
    assertThat(watch.isEnough(last.substring(last.length() - 9))).isTrue();
  }

  @Test
  void differentOnesAndQuotedOnesAreNot() {
    OopsWatch watch = new OopsWatch();
    for (int i = 1; i < 30; i++) {
      assertThat(watch.isEnough(oops("ffffffffc02ff" + (100 + i), i))).isFalse();
    }
    OopsWatch quoted = new OopsWatch();
    assertThat(quoted.isEnough(oops("ffffffffc02ff018", 1).repeat(30))).isFalse();
  }
}
