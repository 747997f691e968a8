package dlkm.check;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dlkm.image.RawModule;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Symbols in the form of {@code Module.symvers}, found by a name in a module's file. */
class KernelExportsTest {

  private static final String TEXT =
      """
      0x4c9d28b0\tphys_base\tvmlinux\tEXPORT_SYMBOL\t
      0xeade228f\tdma_buf_export\tvmlinux\tEXPORT_SYMBOL_GPL\tDMA_BUF
      not a line of it
      0x00000001\tjbd2_abort\tfs/jbd2/jbd2\tEXPORT_SYMBOL\t
      0x00000002\tsnd_card_new\tsound/core/snd-core\tEXPORT_SYMBOL_GPL""";

  private final KernelExports exports = KernelExports.parse(TEXT.getBytes(US_ASCII));

  private int find(String name) {
    byte[] file = ("..." + name + "\0more").getBytes(US_ASCII);
    return exports.find(new RawModule(ByteBuffer.wrap(file), file.length), 3);
  }

  @Test
  void eachSymbolHasItsLine() {
    assertThat(exports.count()).isEqualTo(4);
    int plain = find("phys_base");
    assertThat(exports.crc(plain)).isEqualTo(0x4c9d28b0);
    assertThat(exports.isGplOnly(plain)).isFalse();
    assertThat(exports.owner(plain)).isEqualTo(KernelExports.VMLINUX);
    assertThat(exports.hasNamespace(plain)).isFalse();
    int own = find("dma_buf_export");
    assertThat(exports.crc(own)).isEqualTo(0xeade228f);
    assertThat(exports.isGplOnly(own)).isTrue();
    assertThat(exports.namespace(own)).isEqualTo("DMA_BUF");
  }

  @Test
  void modulesAreCalledAsTheKernelCallsThem() {
    assertThat(exports.ownerName(exports.owner(find("snd_card_new")))).isEqualTo("snd_core");
    assertThat(exports.isGplOnly(find("snd_card_new"))).isTrue();
    assertThat(exports.hasNamespace(find("snd_card_new"))).isFalse();
    assertThat(exports.ownerName(exports.owner(find("jbd2_abort")))).isEqualTo("jbd2");
  }

  @Test
  void othersAreNotThere() {
    assertThat(find("phys")).isNegative();
    assertThat(find("phys_base_of")).isNegative();
    assertThat(find("")).isNegative();
  }

  @Test
  void manySymbols() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 70_000; i++) {
      text.append("0x").append(String.format("%08x", i)).append("\tsymbol_").append(i);
      text.append("\tvmlinux\tEXPORT_SYMBOL\t\n");
    }
    KernelExports many = KernelExports.parse(text.toString().getBytes(US_ASCII));
    byte[] name = "symbol_69999\0".getBytes(US_ASCII);
    int found = many.find(new RawModule(ByteBuffer.wrap(name), name.length), 0);
    assertThat(many.crc(found)).isEqualTo(69_999);
  }
}
