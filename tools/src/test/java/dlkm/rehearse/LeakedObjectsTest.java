package dlkm.rehearse;

import static dlkm.rehearse.JudgedReport.BEFORE;
import static dlkm.rehearse.JudgedReport.after;
import static dlkm.rehearse.JudgedReport.verdict;
import static dlkm.rehearse.JudgedReport.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects that were allocated for a module that is gone, by the stacks that the kernel keeps. */
class LeakedObjectsTest {

  private static final String MOVED =
      """
      @trace
        insmod-1 [000] ...1. 29.1: size: (module_alloc+0x0/0xd0) size=0x4000
        insmod-1 [000] ...1. 29.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0380000
        insmod-1 [000] ...1. 29.3: name: (do_init_module+0x0/0x1f0) name="rh"
      @end trace
      """;

  private static final String TEXTS =
      """
           90 kasprintf+0x56/0x80 waste=270/3 age=334/335/336 pid=246
              __kmalloc_node_track_caller_noprof+0x4a/0x150
              kvasprintf+0x65/0xd0
              kasprintf+0x56/0x80
              0xffffffffc038001d
              do_one_initcall+0x59/0x220

           10 kasprintf+0x56/0x80 age=334 pid=246
              __kmalloc_node_track_caller+0x4a/0x150
              kvasprintf+0x65/0xd0
              kasprintf+0x56/0x80
              0xffffffffc038001d
      """;

  private static List<String> left(String cache, String traces) {
    String section = "@allocated after\ncache /x/slab/" + cache + "/alloc_traces 1000\n" + traces;
    return words(
        verdict(BEFORE + MOVED + after("0", "", "").replace("@allocated after\n", section)));
  }

  @Test
  void anObjectOfTheModuleIsALeak() {
    assertThat(left("kmalloc-64", "      2 0xffffffffc0380010 age=12 pid=2\n"))
        .containsExactly("leaked memory|2 of kmalloc-64 by [rh]");
  }

  @Test
  void soIsOneThatAFunctionOfTheKernelHandedOver() {
    assertThat(left("kmalloc-16", TEXTS))
        .containsExactly("leaked memory|100 of kmalloc-16 by [rh]");
  }

  @Test
  void whatTheKernelMadeForItselfIsNone() {
    String name =
        """
              1 __d_alloc+0x29/0x1d0 age=309 pid=81
                __d_alloc+0x29/0x1d0
                debugfs_create_dir+0x2b/0x170
                0xffffffffc0380053
        """;
    assertThat(left("dentry", name)).isEmpty();
    assertThat(left("skbuff_head_cache", TEXTS)).isEmpty();
  }

  @Test
  void whoHadTheAddressBeforeTheRunIsNotTheModule() {
    assertThat(left("kmalloc-64", "      2 0xffffffffc0380010 age=1001/1002/1003 pid=2\n"))
        .isEmpty();
  }
}
