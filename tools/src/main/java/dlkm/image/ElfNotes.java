package dlkm.image;

import dlkm.problem.ProblemException;
import java.nio.ByteOrder;
import java.util.Optional;

/** The notes in an ELF file or in {@code /sys/kernel/notes} (elf(5), {@code Elf64_Nhdr}). */
public final class ElfNotes {

  private static final int HEADER = 12;

  private ElfNotes() {}

  /**
   * The content of the first note of a type among notes in the machine's byte order.
   *
   * @param owner the note's name, such as {@code GNU}
   * @return nothing where there is none, or the notes are damaged before it
   */
  public static Optional<byte[]> find(byte[] notes, String owner, int type) {
    Bytes bytes = new Bytes("notes", notes);
    bytes.order(ByteOrder.nativeOrder());
    try {
      return find(bytes, 0, notes.length, owner, type);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /**
   * The same in a part of a file.
   *
   * @throws ProblemException when a note reaches beyond that part
   */
  static Optional<byte[]> find(Bytes bytes, long from, long end, String owner, int type) {
    for (long at = from; at + HEADER <= end; ) {
      long name = bytes.u32(at);
      long size = bytes.u32(at + 4);
      long content = at + HEADER + aligned(name);
      if (content + size > end) {
        throw bytes.damaged(at, "a note extends beyond its section");
      }
      if (bytes.i32(at + 8) == type
          && name == owner.length() + 1
          && bytes.slice(at + HEADER, at + HEADER + owner.length()).equals(owner)) {
        return Optional.of(bytes.copy(content, size));
      }
      at = content + aligned(size);
    }
    return Optional.empty();
  }

  private static long aligned(long size) {
    return size + 3 & ~3L;
  }
}
