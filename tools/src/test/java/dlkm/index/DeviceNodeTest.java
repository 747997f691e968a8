package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written to {@code modules.devname} is read again, and nothing else is. */
class DeviceNodeTest {

  @Test
  void whatTheIndexWritesIsReadAgain() {
    String fuse = DeviceName.of(List.of("devname:fuse", "char-major-10-229")).orElseThrow();
    String loop = DeviceName.of(List.of("block-major-7-0", "devname:disk/loop")).orElseThrow();
    String large =
        DeviceName.of(List.of("char-major-99999999999999999999999-4294967295", "devname:x"))
            .orElseThrow();

    assertThat(
            DeviceNode.parse(
                "# Device nodes to trigger on-demand module loading.\n"
                    + ("fuse " + fuse + "\nloop " + loop + "\nour_x " + large + "\n")))
        .containsExactly(
            new DeviceNode("fuse", "fuse", 'c', 10, 229),
            new DeviceNode("loop", "disk/loop", 'b', 7, 0),
            new DeviceNode("our_x", "x", 'c', 0xffff_ffffL, 0xffff_ffffL));
  }

  @Test
  void otherLinesArePassedOver() {
    assertThat(
            DeviceNode.parse(
                """
                #fuse fuse c10:229

                fuse
                fuse fuse
                fuse fuse x10:229
                fuse fuse c10
                fuse fuse c:229
                fuse fuse c10:
                fuse fuse c10:-1
                fuse fuse c10:99999999999999999999
                fuse fuse c10:229 more
                """))
        .isEmpty();
  }

  @Test
  void aNodeOutsideOfDevIsPassedOver() {
    for (String node : List.of("../../etc/evil", "/etc/evil", "net/../../etc/evil")) {
      assertThat(DeviceNode.parse("evil " + node + " c10:234\n")).isEmpty();
      assertThat(DeviceName.of(List.of("devname:" + node, "char-major-10-234"))).isEmpty();
    }
    assertThat(DeviceName.of(List.of("devname:net/tun", "char-major-10-200")))
        .contains("net/tun c10:200");
  }
}
