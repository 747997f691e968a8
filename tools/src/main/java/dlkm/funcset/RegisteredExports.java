package dlkm.funcset;

import dlkm.image.Export;
import dlkm.image.ModuleImage;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a module exports, in the form of the kernel's {@code Module.symvers}, read from its image:
 * what {@code config} had of it was in the cache, and may have been deleted, or it was built
 * elsewhere.
 */
public final class RegisteredExports {

  private RegisteredExports() {}

  static String of(FunctionSet set, Registration registration) {
    Path file = set.liveImage(registration);
    try {
      ModuleImage image = ModuleImage.parse(file.toString(), Files.readAllBytes(file));
      return text(registration.kernelName(), image.exports());
    } catch (ProblemException | NoSuchFileException e) {
      // Who needs a missing or damaged image's symbols is told that they are missing; others don't
      // mind.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an image exports, for the build area. */
  public static String of(ModuleImage image) {
    return text(ModuleName.kernelForm(image.name()), image.exports());
  }

  /** A line a symbol: its CRC, its name, the module, the kind of export, the namespace. */
  static String text(String module, List<Export> exports) {
    StringBuilder text = new StringBuilder();
    for (Export export : exports) {
      text.append(crc(export.crc().orElse(0)))
          .append('\t')
          .append(export.name())
          .append('\t')
          .append(module)
          .append(export.gplOnly() ? "\tEXPORT_SYMBOL_GPL\t" : "\tEXPORT_SYMBOL\t")
          .append(export.namespace())
          .append('\n');
    }
    return text.toString();
  }

  private static String crc(int crc) {
    String digits = Integer.toHexString(crc);
    return "0x" + "0".repeat(8 - digits.length()) + digits;
  }
}
