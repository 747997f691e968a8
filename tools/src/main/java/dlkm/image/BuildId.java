package dlkm.image;

import dlkm.problem.ProblemException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The GNU build id, which names one build of one program. The kernel shows the note of a loaded
 * module, and its own, in the same form as the file has it.
 */
public final class BuildId {

  /** elf.h NT_GNU_BUILD_ID. */
  private static final int KIND = 3;

  private static final int HEADER = 12;

  private BuildId() {}

  /**
   * The build id among the notes that the running kernel shows ({@code
   * /sys/module/m/notes/.note.gnu.build-id}, {@code /sys/kernel/notes}), in hexadecimal.
   */
  public static Optional<String> ofNotes(byte[] notes) {
    Bytes bytes = new Bytes("notes", notes);
    bytes.order(ByteOrder.nativeOrder());
    try {
      return find(bytes, 0, notes.length);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  static Optional<String> read(Elf elf) {
    for (ElfSection section : elf.sections()) {
      if (section.type() == ElfSection.NOTES && section.name().equals(".note.gnu.build-id")) {
        return find(elf.bytes(), section.offset(), section.end());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> find(Bytes bytes, long from, long end) {
    for (long at = from; at + HEADER <= end; ) {
      long name = bytes.u32(at);
      long size = bytes.u32(at + 4);
      long content = at + HEADER + aligned(name);
      if (content + size > end) {
        throw bytes.damaged(at, "a note extends beyond its section");
      }
      if (bytes.i32(at + 8) == KIND
          && name == 4
          && bytes.slice(at + HEADER, at + 15).equals("GNU")) {
        return Optional.of(HexFormat.of().formatHex(bytes.copy(content, size)));
      }
      at = content + aligned(size);
    }
    return Optional.empty();
  }

  private static long aligned(long size) {
    return size + 3 & ~3L;
  }
}
