package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleMapTest {

  /** Of a real run, shortened. */
  private static final List<String> TRACE =
      List.of(
          "# tracer: nop",
          "  insmod-110 [000] ...1. 29.1: size: (module_alloc+0x0/0xd0) size=0x4000",
          "  insmod-110 [000] ...1. 29.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0380000",
          "  insmod-110 [000] ...1. 29.2: module_load: rh OE",
          "  insmod-110 [000] ...1. 29.3: name: (do_init_module+0x0/0x1f0) name=\"rh\"",
          "  rmmod-111 [000] ...1. 30.0: module_free: rh");

  @Test
  void aModuleThatIsGoneKeepsItsPlace() {
    ModuleMap map = ModuleMap.read(TRACE);
    assertThat(map.at(0xffffffffc0380010L)).map(ModuleMap.Range::module).contains("rh");
    assertThat(map.at(0xffffffffc0384000L)).isEmpty();
    assertThat(map.outOfTree()).containsExactly("rh");
  }

  @Test
  void anAddressWithoutANameIsBlamed() {
    Culprit culprit = new Culprit(ModuleMap.read(TRACE), (_, _) -> Optional.of("late"));
    assertThat(culprit.of(List.of("RIP: 0010:0xffffffffc0380010")))
        .contains(new Blame("rh", Optional.of("late")));
  }

  @Test
  void aFunctionWithoutAPlaceIsBlamed() {
    Culprit culprit = new Culprit(ModuleMap.read(TRACE), FunctionNames.NONE);
    assertThat(culprit.of(List.of("     last function: work [rh]")))
        .contains(new Blame("rh", Optional.of("work")));
  }

  @Test
  void ourModulesAreBlamedBeforeTheKernelsOwn() {
    Culprit culprit = new Culprit(ModuleMap.read(TRACE), FunctionNames.NONE);
    assertThat(culprit.of(List.of(" read+0x1/0x2 [ext4]", " f.part.0+0x1/0x2 [rh]")))
        .contains(new Blame("rh", Optional.of("f.part.0")));
    assertThat(culprit.of(List.of(" read+0x1/0x2 [ext4]")))
        .contains(new Blame("ext4", Optional.of("read")));
  }

  @Test
  void whatIsOnlyForTheLoadFunctionIsTheSecondPieceOfCode() {
    // Of a real run of Linux 6.12, shortened.
    ModuleMap map =
        ModuleMap.read(
            """
            insmod-253 [000] .N... 143.1: size: (execmem_alloc+0x4/0xe0) size=0x1000 type=0x0
            insmod-253 [000] ..... 143.1: base: (load_module+0x75a/0x1e90 <- execmem_alloc) base=0xffffffffc0310000
            insmod-253 [000] ..... 143.1: size: (execmem_alloc+0x4/0xe0) size=0x1000 type=0x4
            insmod-253 [000] ..... 143.1: base: (load_module+0x75a/0x1e90 <- execmem_alloc) base=0xffffffffc0312000
            insmod-253 [000] ..... 143.1: size: (execmem_alloc+0x4/0xe0) size=0x1000 type=0x0
            insmod-253 [000] ..... 143.1: base: (load_module+0x75a/0x1e90 <- execmem_alloc) base=0xffffffffc0316000
            insmod-253 [000] ..... 143.1: size: (execmem_alloc+0x4/0xe0) size=0x1000 type=0x4
            insmod-253 [000] ..... 143.1: base: (load_module+0x75a/0x1e90 <- execmem_alloc) base=0xffffffffc0318000
            insmod-253 [000] ..... 144.0: module_load: leak OE
            insmod-253 [000] ..... 144.0: name: (do_init_module+0x0/0x230) name="leak"
            """
                .lines()
                .toList());
    assertThat(map.at(0xffffffffc0310010L)).map(ModuleMap.Range::loading).contains(false);
    assertThat(map.at(0xffffffffc0316010L)).map(ModuleMap.Range::loading).contains(true);
    assertThat(map.at(0xffffffffc0318010L)).map(ModuleMap.Range::loading).contains(false);
  }
}
