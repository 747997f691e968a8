package dlkm.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image says of itself ends in files that root's programs read. */
class UnsafeModinfoTest {

  @ParameterizedTest
  @CsvSource({
    "'alias=a\ninstall evil', its alias 'a?install evil' has a control character",
    "alias=devname:../../etc/evil, its alias 'devname:../../etc/evil' leads out of /dev",
    "alias=devname:/etc/evil, its alias 'devname:/etc/evil' leads out of /dev",
    "'softdep=pre: a\ninstall a evil', its soft dependency 'pre: a?install a evil' has a control character",
    "firmware=../evil, its firmware '../evil' is not the name of a file",
    "firmware=a/../../evil, its firmware 'a/../../evil' is not the name of a file",
    "firmware=/etc/shadow, its firmware '/etc/shadow' is not the name of a file",
    "firmware=*, its firmware '*' is not the name of a file"
  })
  void itIsRefused(String entry, String reason) {
    assertThat(UnsafeModinfo.of(image(entry))).containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias=devname:net/tun",
        "alias=pci:v00008086d*sv*sd*bc*sc*i*",
        "softdep=pre: crc7 post: crc8",
        "firmware=vendor/chip..v2.bin"
      })
  void itIsTaken(String entry) {
    assertThat(UnsafeModinfo.of(image(entry))).isEmpty();
  }

  private static ModuleImage image(String entry) {
    return ModuleImage.parse("m.ko", SmallElf.bigEndian32("name=m\0" + entry + "\0"));
  }
}
