package dlkm.registry;

import dlkm.declaration.NameRules;
import java.util.List;
import java.util.Optional;

/**
 * The loadable image that a registration stands for.
 *
 * @param sha256 of the image file, in hexadecimal
 * @param buildId the linker's build id, in hexadecimal; the kernel shows it of a loaded module
 * @param srcversion the kernel build's hash of the sources; absent where an image has a text there
 *     that kbuild doesn't write
 * @param kis the kernel that it was built for
 * @param softDependencies the modules that it asks to have loaded with it
 * @param wrapped whether it speaks the DLKM interface, so that it may refuse an unload
 * @param isStatic whether it is a part of the static kernel: loaded at boot before every loading
 *     phase, and never unloaded (spec §3.2, §6.1)
 * @param stubs its functions that the static kernel has stubs of (spec §3.7)
 */
public record ImageFacts(
    String sha256,
    Optional<String> buildId,
    Optional<String> srcversion,
    String kis,
    SoftDependencies softDependencies,
    boolean wrapped,
    boolean isStatic,
    List<String> stubs) {

  public ImageFacts {
    stubs = stubs.stream().filter(NameRules::isIdentifier).sorted().toList();
    srcversion = srcversion.filter(ImageFacts::isHash);
  }

  /** The same image, for that kernel. */
  public ImageFacts withKis(String other) {
    return new ImageFacts(
        sha256, buildId, srcversion, other, softDependencies, wrapped, isStatic, stubs);
  }

  private static boolean isHash(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
