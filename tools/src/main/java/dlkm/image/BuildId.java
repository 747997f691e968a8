package dlkm.image;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The GNU build id, which names one build of one program. The kernel shows the note of a loaded
 * module, and its own, in the same form as the file has it.
 */
public final class BuildId {

  /** elf.h NT_GNU_BUILD_ID. */
  private static final int TYPE = 3;

  private static final String OWNER = "GNU";

  private BuildId() {}

  /**
   * The build id among the notes that the running kernel shows ({@code
   * /sys/module/m/notes/.note.gnu.build-id}, {@code /sys/kernel/notes}), in hexadecimal.
   */
  public static Optional<String> ofNotes(byte[] notes) {
    return ElfNotes.find(notes, OWNER, TYPE).map(HexFormat.of()::formatHex);
  }

  static Optional<String> read(Elf elf) {
    for (ElfSection section : elf.sections()) {
      if (section.type() == ElfSection.NOTES && section.name().equals(".note.gnu.build-id")) {
        return ElfNotes.find(elf.bytes(), section.offset(), section.end(), OWNER, TYPE)
            .map(HexFormat.of()::formatHex);
      }
    }
    return Optional.empty();
  }
}
