package dlkm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file has the place of the machine's memory: a page each of code, constants, data. */
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

  @TempDir Path directory;
  private final ByteBuffer memory = ByteBuffer.allocate(3 << 12).order(ByteOrder.LITTLE_ENDIAN);
  private Path file;
  private KernelLook look;

  @BeforeEach
  void soundKernel() throws Exception {
    file = directory.resolve("mem");
    memory.put(0x100, new byte[] {0x0f, 0x1f, 0x44, 0, 0});
    look = new KernelLook(new GuestMemory(file, 0));
    Files.write(file, memory.array());
    assertThat(look.answer(Report.parse(REPORT))).isEmpty();
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
}
