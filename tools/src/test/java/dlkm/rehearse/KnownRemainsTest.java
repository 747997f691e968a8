package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the memory of a Debian kernel 6.1 had beside the addresses in question. */
class KnownRemainsTest {

  private static final long CODE = 0xffffffffc043106aL;
  private static final long BEGIN = 0xffffffffc0431000L;
  private static final long END = 0xffffffffc045efffL;
  private static final long MODULE = 0xffffffffc04082c0L;
  private static final long OBJECT = 0xffff88800754af40L;
  private static final long UNSET = 0x6b6b6b6b6b6b6b6bL;

  /** A number of half a word, in memory that was not wiped. */
  private static final long NUMBER = 0x6b6b6b6b00000035L;

  @Test
  void aLoadFunctionThatFtraceKeepsIsNoPointerThatAnybodyFollows() {
    assertThat(isRemains(3, OBJECT, OBJECT, OBJECT, CODE, NUMBER, UNSET)).isTrue();
  }

  @Test
  void norAreTheBoundsOfAllOfThem() {
    long[] map = {OBJECT, OBJECT, MODULE, BEGIN, END, OBJECT, OBJECT, NUMBER, UNSET};
    assertThat(isRemains(3, map)).isTrue();
    assertThat(isRemains(4, map)).isTrue();
  }

  @Test
  void aFunctionInAnObjectThatAModuleMadeIsAPointer() {
    assertThat(isRemains(3, OBJECT, OBJECT, OBJECT, CODE, OBJECT, UNSET)).isFalse();
    assertThat(isRemains(3, OBJECT, OBJECT, OBJECT, CODE, 0x35, 0)).isFalse();
    assertThat(isRemains(1, 0, CODE, NUMBER, UNSET)).isFalse();
  }

  private static boolean isRemains(int at, long... words) {
    return new KnownRemains(words, at, words.length).isOne();
  }
}
