package dlkm.rehearse;

import static java.util.stream.Collectors.toSet;

import java.util.Set;

/** Addresses in memory that modules from outside the tree had, and that nobody has any more. */
record GoneModules(ModuleMap modules, Set<String> loaded) {

  /** Modules are from here on (asm/pgtable_64_types.h MODULES_VADDR, without randomization) ... */
  private static final long FIRST = 0xffffffffa0000000L;

  /** ... to here. */
  private static final long LAST = 0xfffffffffeffffffL;

  /** The modules that are gone. */
  Set<String> names() {
    return modules.outOfTree().stream().filter(name -> !loaded.contains(name)).collect(toSet());
  }

  /** Whether a module may have the address: a quick check. */
  static boolean mayHold(long address) {
    return Long.compareUnsigned(address, FIRST) >= 0 && Long.compareUnsigned(address, LAST) <= 0;
  }

  /** Whether the last that had the address is a module that is gone. */
  boolean holds(long address) {
    return modules
        .at(address)
        .filter(range -> modules.outOfTree().contains(range.module()))
        .filter(range -> !loaded.contains(range.module()))
        .isPresent();
  }

  /** Whether a module that is still there had the address before: for its load function. */
  boolean isReused(long address) {
    return modules.all(address).anyMatch(range -> loaded.contains(range.module()));
  }
}
