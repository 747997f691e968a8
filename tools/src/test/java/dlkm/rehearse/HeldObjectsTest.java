package dlkm.rehearse;

import static dlkm.rehearse.JudgedReport.BEFORE;
import static dlkm.rehearse.JudgedReport.after;
import static dlkm.rehearse.JudgedReport.verdict;
import static dlkm.rehearse.JudgedReport.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a module made without a name and did not take back, by the trace. */
class HeldObjectsTest {

  private static final String MADE =
      """
                insmod-2 [000] .....   316.81: no event
                insmod-2 [000] .....   316.817068: workqueue: (start+0x1c/0x1000 [rh] <- alloc_workqueue) object=0xffff8880078af800
                insmod-2 [000] .....   316.834903: file: (start+0x48/0x1000 [rh] <- filp_open) object=0xffff888007715e00
                insmod-2 [000] .....   316.834904: file: (start+0x48/0x1000 [rh] <- filp_open) object=0xfffffffffffffffe
                insmod-2 [000] .....   316.835207: percpu_alloc_percpu: call_site=start+0x5a/0x1000 [rh] size=64 base_addr=ffffe8ffffc00000 ptr=0000607f83400448 bytes_alloc=192
                insmod-2 [000] d..1.   317.392482: timer_start: timer=ffffffffc030b020 function=turn [rh] expires=4295834492 [timeout=900000]
                insmod-2 [000] .....   318.817068: workqueue: (probe+0x1c/0x1000 [kernels] <- alloc_workqueue) object=0xffff8880078af700
      """;

  private static final String ENDED =
      """
                 rmmod-3 [000] .....   326.835310: workqueue_end: (destroy_workqueue+0x0/0x230) object=0xffff8880078af800
                 rmmod-3 [000] .....   326.845703: file_end: (__fput+0x0/0x250) object=0xffff888007715e00
                 rmmod-3 [000] d..1.   326.845704: percpu_free_percpu: base_addr=ffffe8ffffc00000 ptr=0000607f83400448
                 rmmod-3 [000] d..1.   326.845705: timer_cancel: timer=ffffffffc030b020
      """;

  private static List<String> held(String trace) {
    return words(
        verdict(
            BEFORE
                + after("0", "", "")
                    .replace("@end new\n", "@held after\n" + trace + "@end new\n")));
  }

  @Test
  void whatNobodyTookBackIsALeakOfTheFunctionThatMadeIt() {
    assertThat(held(MADE))
        .containsExactly(
            "leaked workqueue|made by start [rh]",
            "leaked file|opened by start [rh]",
            "leaked memory|memory of each processor allocated by start [rh]",
            "leaked callback|a timer is set by turn [rh]");
  }

  @Test
  void whatWasTakenBackIsNone() {
    assertThat(held(MADE + ENDED)).isEmpty();
  }

  /** Since the kernel's "hrtimer: Fix trace oddity", no cancellation is traced then. */
  @Test
  void aTimerThatExpiredIsNotSet() {
    String set =
        " insmod-2 [000] d..1. 317.400001: hrtimer_start: hrtimer=ffffffffc030b080"
            + " function=turn [rh]\n";
    assertThat(held(MADE + ENDED + set))
        .containsExactly("leaked callback|a timer is set by turn [rh]");
    assertThat(
            held(
                MADE
                    + ENDED
                    + set
                    + "  idle-0 [000] d..1.   317.500001: hrtimer_expire_entry: hrtimer=ffffffffc030b080"
                    + " function=turn [rh] now=5\n"))
        .isEmpty();
  }

  @Test
  void anAddressThatIsUsedAgainIsTheLastOnes() {
    assertThat(held(MADE + ENDED + MADE.lines().skip(1).findFirst().orElseThrow() + "\n"))
        .containsExactly("leaked workqueue|made by start [rh]");
  }

  /** The page at 0x7840000. */
  @Test
  void aPageIsTakenBackByItsAddressOrItsDescription() {
    String asked =
        " insmod-2 [000] ..... 317.500001: asks: (alloc_pages+0x0/0x1f0) from=start+0x1c/0x1000 [rh]\n";
    String given =
        " insmod-2 [000] ..... 317.500002: mm_page_alloc: page=00000000f3d6c7a2 pfn=0x7840 order=4"
            + " migratetype=0 gfp_flags=GFP_KERNEL\n";
    String freed =
        "  rmmod-3 [000] ..... 326.500003: page_end: (__free_pages+0x0/0x230) object=0xffffea00001e1000\n";
    String freedToo =
        "  rmmod-3 [000] ..... 326.500003: pages_end: (free_pages+0x0/0x30) object=0xffff888007840000\n";
    assertThat(held(asked + given)).containsExactly("leaked memory|pages allocated by start [rh]");
    assertThat(held(asked + given + freed)).isEmpty();
    assertThat(held(asked + given + freedToo)).isEmpty();
    assertThat(held(asked + given.replace("insmod-2", "reader-4"))).isEmpty();
    assertThat(held(asked + given + given + freed)).isEmpty();
  }
}
