package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file has the place of the machine's memory: a page each of code, constants, data, an allocated
 * one, and one that the machine has not used.
 */
class KernelLookTest {

  private static final String REPORT =
      """
      @areas before
        00000000-00000fff : Kernel code
        00001000-00001fff : Kernel rodata
        00002000-00002fff : Kernel data
      @trace
        insmod-1 [000] ...1. 29.1: size: (module_alloc+0x0/0xd0) size=0x4000
        insmod-1 [000] ...1. 29.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0380000
        insmod-1 [000] ...1. 29.2: module_load: rh OE
        insmod-1 [000] ...1. 29.3: name: (do_init_module+0x0/0x1f0) name="rh"
      @end trace
      """;

  /** What is before and behind an object of a cache with red zones. */
  private static final long IN_USE = 0xccccccccccccccccL;

  private static final long FREE = 0xbbbbbbbbbbbbbbbbL;

  @TempDir Path directory;
  private final ByteBuffer memory = ByteBuffer.allocate(5 << 12).order(ByteOrder.LITTLE_ENDIAN);
  private Path file;
  private KernelLook look;

  @BeforeEach
  void soundKernel() throws Exception {
    file = directory.resolve("mem");
    memory.put(0x100, new byte[] {0x0f, 0x1f, 0x44, 0, 0});
    memory.putLong(0x3000, IN_USE);
    look = look("6.12.117+deb13-amd64");
    Files.write(file, memory.array());
    assertThat(look.answer(Report.parse(REPORT))).isEmpty();
  }

  private KernelLook look(String release) {
    return new KernelLook(new GuestMemory(file, 0, memory.limit()), release);
  }

  /** The kernel's file on the memory of a process: all but the last page are there. */
  @BeforeEach
  void usedPages() throws Exception {
    ByteBuffer entries = ByteBuffer.allocate(5 * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int page = 0; page < 4; page++) {
      entries.putLong(page * 8, 0x8100000000000000L);
    }
    entries.putLong(4 * 8, 0x8000000000000000L);
    Files.write(directory.resolve("pagemap"), entries.array());
  }

  private String after() throws Exception {
    Files.write(file, memory.array());
    return look.answer(Report.parse(REPORT + "@look after\n"));
  }

  @Test
  void aSoundKernelHasNothing() throws Exception {
    assertThat(after()).isEmpty();
  }

  @Test
  void aPointerIntoTheModuleIsSeen() throws Exception {
    memory.putLong(0x2010, 0xffffffffc0380040L);
    memory.putLong(0x2018, 0xffffffffc0390000L);
    assertThat(after()).isEqualTo("pointer:ffffffff80002010:ffffffffc0380040");
  }

  @Test
  void aModuleThatTheRunLoadedAgainIsThere() throws Exception {
    memory.putLong(0x2010, 0xffffffffc0380040L).putLong(0x3010, 0xffffffffc0382000L);
    Files.write(file, memory.array());
    String loaded = "\nrh 16384 0 - Live 0xffffffffc0380000 (OE)\n";
    assertThat(
            look.answer(
                Report.parse(
                    REPORT
                        + "@modules before"
                        + loaded
                        + "@modules after"
                        + loaded
                        + "@look after\n")))
        .isEmpty();
  }

  @Test
  void aChangedConstantIsSeen() throws Exception {
    memory.putInt(0x1008, 7);
    assertThat(after()).isEqualTo("change:ffffffff80001008:7");
  }

  @Test
  void theKernelMayChangeItsOwnCalls() throws Exception {
    memory.put(0x100, (byte) 0xe9).putInt(0x101, 0x20);
    assertThat(after()).isEmpty();
  }

  @Test
  void anotherChangeOfCodeIsSeen() throws Exception {
    memory.put(0x300, (byte) 0x90);
    assertThat(after()).isEqualTo("change:ffffffff80000300:90");
  }

  @Test
  void aJumpIntoTheModuleIsSeen() throws Exception {
    memory.put(0x100, (byte) 0xe9).putInt(0x101, 0xc0380040 - 0x80000105);
    assertThat(after()).isEqualTo("change:ffffffff80000100:ffffffffc0380040");
  }

  @Test
  void aPointerInAllocatedMemoryIsSeen() throws Exception {
    memory.putLong(0x3010, 0xffffffffc0382000L);
    memory.putLong(0x4010, 0xffffffffc0382000L);
    assertThat(after()).isEqualTo("allocated:3010:ffffffffc0382000");
  }

  @Test
  void whatAFreedObjectHadIsNoPointer() throws Exception {
    memory.putLong(0x3100, FREE).putLong(0x3110, 0xffffffffc0382000L).putLong(0x3180, FREE);
    assertThat(after()).isEmpty();
    memory.putLong(0x3100, IN_USE).putLong(0x3180, IN_USE);
    assertThat(after()).isEqualTo("allocated:3110:ffffffffc0382000");
  }

  @Test
  void theZoneBehindAnObjectCountsWhereTheOneBeforeIsInThePageBefore() throws Exception {
    memory.putLong(0x3000, 0).putLong(0x3010, 0xffffffffc0382000L).putLong(0x3800, FREE);
    assertThat(after()).isEmpty();
    memory.putLong(0x3800, IN_USE);
    assertThat(after()).isEqualTo("allocated:3010:ffffffffc0382000");
  }

  @Test
  void memoryWithoutRedZonesIsNotJudged() throws Exception {
    memory.putLong(0x3000, 0).putLong(0x3010, 0xffffffffc0382000L);
    assertThat(after()).isEmpty();
  }

  @Test
  void allocatedMemoryOfOtherKernelsIsNotJudged() throws Exception {
    memory.putLong(0x3010, 0xffffffffc0382000L);
    for (String other : new String[] {"6.18.4-amd64", "7.20.1", "5.10.0-9-amd64"}) {
      look = look(other);
      assertThat(after()).describedAs(other).isEmpty();
    }
    for (String known : new String[] {"6.1.0-56-amd64", "7.2.13+deb14-amd64"}) {
      look = look(known);
      assertThat(after()).describedAs(known).isNotEmpty();
    }
  }

  @Test
  void theBoundsOfAModuleAreNoPointers() throws Exception {
    memory.putLong(0x3010, 0xffffffffc0380000L).putLong(0x3018, 0xffffffffc0384000L);
    assertThat(after()).isEmpty();
  }

  @Test
  void aListWithOneEntryHasNoBounds() throws Exception {
    memory.putLong(0x3010, 0xffffffffc0382000L).putLong(0x3018, 0xffffffffc0382000L);
    assertThat(after()).isEqualTo("allocated:3010:ffffffffc0382000");
  }

  /** The kernel's own module "own" had for its load function what the other one has now. */
  private static final String BETWEEN =
      """
      @trace
        modprobe-1 [000] ...1. 28.1: size: (module_alloc+0x0/0xd0) size=0x1000
        modprobe-1 [000] ...1. 28.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0370000
        modprobe-1 [000] ...1. 28.1: size: (module_alloc+0x0/0xd0) size=0x1000
        modprobe-1 [000] ...1. 28.1: base: (load_module+0x9/0x1 <- module_alloc) base=0xffffffffc0380000
        modprobe-1 [000] ...1. 28.2: module_load: own
        modprobe-1 [000] ...1. 28.3: name: (do_init_module+0x0/0x1f0) name="own"
      """
          + REPORT.substring(REPORT.indexOf("@trace\n") + "@trace\n".length())
          + """
          @modules between
          own 4096 0 - Live 0xffffffffc0370000
          @end modules
          @look between
          """;

  /** The page of the kernel's data has the upper table; one is at 0x1000, others follow it. */
  private String between(long flags) throws Exception {
    memory.putLong(0x2000 + 510 * 8, 0x1003).putLong(0x2000 + 511 * 8, 0x1003);
    memory.putLong(0x1000, 0x83).putLong(0x1000 + 8, 0x4003);
    memory.putLong(0x4000 + 0x170 * 8, 0x3000 | flags);
    Files.write(file, memory.array());
    String areas = REPORT.substring(0, REPORT.indexOf("@trace\n"));
    return look.answer(Report.parse(areas + BETWEEN));
  }

  @Test
  void aPointerInAModuleOfTheKernelIsSeenBeforeItGoes() throws Exception {
    memory.putLong(0x3000, 0).putLong(0x3010, 0xffffffffc0381040L);
    assertThat(between(3)).isEqualTo("pointer:ffffffffc0370010:ffffffffc0381040");
    assertThat(between(1)).describedAs("what can't be written").isEmpty();
    assertThat(between(0)).describedAs("no page").isEmpty();
  }

  @Test
  void aModuleKeepsAddressesOfItsLoadFunctions() throws Exception {
    memory.putLong(0x3000, 0).putLong(0x3010, 0xffffffffc0380040L);
    assertThat(between(3)).isEmpty();
  }

  @Test
  void soDoesTheKernelsTracer() throws Exception {
    for (int word = 0; word < 3; word++) {
      memory.putLong(0x3100 + 8 * word, 0xffff88807fcb2140L);
    }
    memory.putLong(0x3118, 0xffffffffc0380040L).putLong(0x3120, 0x6b6b6b6b00000eb9L);
    assertThat(between(1)).isEmpty();
    memory.putLong(0x3100, 0);
    assertThat(between(1)).isEqualTo("allocated:3118:ffffffffc0380040");
  }

  @Test
  void allMemoryIsSearchedOnceForTheSameModules() throws Exception {
    memory.putLong(0x3010, 0xffffffffc0381040L);
    assertThat(between(0)).isEqualTo("allocated:3010:ffffffffc0381040");
    assertThat(after()).doesNotContain("allocated");
  }

  @Test
  void whatAWorkerDidLastIsNotToBeDone() throws Exception {
    memory.position(0x3100);
    memory.put("events".getBytes(StandardCharsets.US_ASCII));
    memory.putLong(0x3120, 0xffffffffc0380040L);
    memory.putLong(0x3208, 0xffffffffc0380040L);
    memory.putLong(0x3210, 0xffff888000003210L).putLong(0x3218, 0xffff888000003210L);
    assertThat(after()).isEmpty();
    memory.putLong(0x3210, 0xffff888000003310L);
    assertThat(after()).isEqualTo("allocated:3208:ffffffffc0380040");
  }

  @Test
  void aNameInSysfsCountsUntilItIsRemoved() throws Exception {
    memory.putLong(0x3100, 0x0000000000000002L).putLong(0x3160, 0xffffffffc0380040L);
    memory.putLong(0x3170, 0x81240012L);
    assertThat(after()).isEqualTo("allocated:3160:ffffffffc0380040");
    memory.putLong(0x3100, 0x8000000100000002L);
    assertThat(after()).isEmpty();
  }

  /** Kernel 6.12 and 7.2. */
  @Test
  void aDirectoryInSysfsCountsUntilItIsRemoved() throws Exception {
    memory.putLong(0x3100, 0x0000000000000001L).putLong(0x3138, 0x41ed401117e7a098L);
    memory.putLong(0x3160, 0x3f96).putLong(0x3168, 0xffffffffc0382090L);
    assertThat(after()).isEqualTo("allocated:3168:ffffffffc0382090");
    memory.putLong(0x3100, 0x8000000100000001L);
    assertThat(after()).isEmpty();
  }

  /** Kernel 7.2: the parent, fifteen ends, sixteen entries. */
  @Test
  void aFreeRangeOfTheRoomForModulesIsNoPointer() throws Exception {
    memory.putLong(0x3108, 0xffffffffc037ffffL).putLong(0x3110, 0xffffffffc05fffffL);
    memory.putLong(0x3118, -1).putLong(0x3188, 0xffffffffc0380000L);
    assertThat(after()).isEmpty();
    memory.putLong(0x3188, 0xffffffffc0380040L);
    assertThat(after()).isEqualTo("allocated:3188:ffffffffc0380040");
  }

  @Test
  void theFileOfASectionThatWasThereIsNoPointer() throws Exception {
    memory.putLong(0x3100, 0400).putLong(0x3108, 19);
    memory.putLong(0x3138, 0xffffffffc0381000L);
    // Kernel 6.12 has one word more in between.
    memory.putLong(0x3200, 0400).putLong(0x3208, 19);
    memory.putLong(0x3240, 0xffffffffc0381000L);
    assertThat(after()).isEmpty();
  }

  @Test
  void whatTheKernelKeepsOfASoundCardIsNoPointer() throws Exception {
    memory.putLong(0x3100, 0xffff8880077ad8a0L).putLong(0x3108, 0x8124);
    memory.putLong(0x3130, 0xffff88807fcb0c48L).putLong(0x3138, 0xffffffffc0380040L);
    for (int lists = 0x3178; lists < 0x3198; lists += 8) {
      memory.putLong(lists, 0xffff88807fcb0178L);
    }
    memory.putLong(0x3168, 0xffff88807fcb0168L).putLong(0x3170, 0xffff88807fcb0168L);
    assertThat(after()).isEmpty();
    // Kernel 7.2.
    memory.putLong(0x3168, 0).putLong(0x3170, 0xffff88807fcb0178L);
    assertThat(after()).isEmpty();
    // One that is still in /proc.
    memory.putLong(0x3150, 0xffff888007700000L);
    assertThat(after()).contains("allocated:3138:");
  }

  @Test
  void whoAllocatedAnObjectIsNoPointer() throws Exception {
    memory.putLong(0x3100, 0xffffffffc0380040L).putLong(0x3108, 0x12345);
    memory.putLong(0x3110, 0x99).putLong(0x3118, 0xffff1234L);
    assertThat(after()).isEmpty();
  }
}
