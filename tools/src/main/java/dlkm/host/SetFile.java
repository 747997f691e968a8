package dlkm.host;

import java.nio.file.Path;

/**
 * The files of a kernel's function set directory besides its generations' own ({@link
 * GenerationFile}). The scripts of boot and shutdown read the same names.
 */
public enum SetFile {
  /** The link to the generation that the kernel's loader sees. */
  CURRENT("current"),
  /** The link to the generation with which a boot last finished INIT (spec §2.3). */
  LAST_KNOWN_GOOD("lkg"),
  /** The directory of the generations, each named by its number. */
  GENERATIONS("gen"),
  /** The link by which the images of the current generation have one path in all generations. */
  IMAGES("mod.d"),
  /** The directory of the saved configurations, a file each (spec §9.1). */
  CONFIGURATIONS("conf"),
  /** The directory of the whole kernels: a link to a generation each (spec §4.4.1). */
  KERNELS("kernels"),
  /** After a boot rolled back: the number of the current generation and of the one given up. */
  WENT_BACK("went-back"),
  /** There while the boot loader's entries may not be those of the whole kernels: empty. */
  ENTRIES("entries"),
  /**
   * While a boot has a whole kernel that its boot loader's entry named: the number of the
   * generation that is current otherwise, and of the one that is.
   */
  DEFAULT("default"),
  /** The {@link GenerationFile#INDEX} for which the kernel's module index was last written. */
  INDEXED("indexed"),
  /** The marker of a live update: the boot, and the modules that are being replaced. */
  EXCHANGE("exchange"),
  /** The boot plan in the installed initramfs. */
  INITRAMFS("initramfs"),
  /** The boot plan in the initramfs that is held for the shutdown. */
  HELD_INITRAMFS("initramfs.next");

  private final String fileName;

  SetFile(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }

  /** Its path in a function set directory. */
  public Path in(Path set) {
    return set.resolve(fileName);
  }
}
