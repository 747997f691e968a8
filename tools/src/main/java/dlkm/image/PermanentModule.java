package dlkm.image;

import java.util.Optional;

/**
 * A module that the kernel never unloads: it refuses that of a module with an init function and
 * without an exit function (kernel/module/main.c, {@code delete_module}). The linker leaves both in
 * the module's {@code struct module} as relocations, so that the one of the exit function can be
 * taken away in any image, whoever built it.
 */
public final class PermanentModule {

  private static final String MODULE = ".gnu.linkonce.this_module";

  private static final String INIT = "init_module";
  private static final String EXIT = "cleanup_module";

  /** The size of an {@code Elf64_Rela}; its {@code r_info} is in the middle. */
  private static final int ROW = 24;

  private static final int INFO = 8;

  /** How many bytes of {@code r_info} are the type; 0 is "no relocation" on every architecture. */
  private static final int TYPE_SIZE = 4;

  private PermanentModule() {}

  /**
   * The image without its exit function.
   *
   * @param shownName what messages call the file
   * @return empty where the module has no init function: then nothing would keep it loaded
   * @throws dlkm.problem.ProblemException for anything that is no intact module
   */
  public static Optional<byte[]> of(String shownName, byte[] image) {
    Elf elf = Elf.read(shownName, image);
    Optional<ElfSection> relocations = elf.section(".rela" + MODULE);
    if (relocations.isEmpty() || !elf.wide()) {
      return Optional.empty();
    }
    byte[] permanent = image.clone();
    boolean begins = false;
    ElfSection rows = relocations.get();
    for (long at = rows.offset(); at + ROW <= rows.end(); at += ROW) {
      String symbol = ElfSymbol.name(elf, elf.bytes().u32(at + INFO + TYPE_SIZE));
      begins |= symbol.equals(INIT);
      if (symbol.equals(EXIT)) {
        for (int i = 0; i < TYPE_SIZE; i++) {
          permanent[(int) at + INFO + i] = 0;
        }
      }
    }
    return begins ? Optional.of(permanent) : Optional.empty();
  }
}
