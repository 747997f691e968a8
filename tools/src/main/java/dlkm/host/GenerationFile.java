package dlkm.host;

import java.nio.file.Path;

/**
 * The files of one generation of a function set. The scripts of boot and shutdown read them too.
 */
public enum GenerationFile {
  /** The registry. */
  REGISTRY("krs"),
  /** The directory of the registered images. */
  IMAGES("mod.d"),
  /** The configuration of the kernel's loader. */
  MODPROBE("modprobe.conf"),
  /** The boot plan of the initramfs: BOOT1 and BOOT2. */
  EARLY("early"),
  /** The boot plan after it: INIT. */
  LATE("late"),
  /** A hash of the images' entries in the kernel's module index. */
  INDEX("index"),
  /** Why the generation was made, and from which. */
  ABOUT("about"),
  /** Entries for the change log, without their time: written when the generation is current. */
  RECORD("record"),
  /** The Kernel ID String of the whole kernel that it belongs to, if it belongs to one. */
  KERNEL("kernel"),
  /** How the plan was before what is held changed it. */
  PLAN("plan"),
  /** The link to the generation that the shutdown makes current, when an update is held. */
  PENDING("pending");

  private final String fileName;

  GenerationFile(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }

  /** Its path in a generation's directory. */
  public Path in(Path generation) {
    return generation.resolve(fileName);
  }
}
