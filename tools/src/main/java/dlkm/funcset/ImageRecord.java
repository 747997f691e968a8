package dlkm.funcset;

import dlkm.image.ModuleImage;
import dlkm.registry.ImageFacts;
import dlkm.registry.SoftDependencies;

/** What a registration record has of an image: of the image itself, and of how it was built. */
public final class ImageRecord {

  private ImageRecord() {}

  /**
   * The facts of an image.
   *
   * @param sha256 of its file
   * @param kis the kernel that it was built for
   */
  public static ImageFacts of(
      ModuleImage image, String sha256, String kis, boolean wrapped, boolean isStatic) {
    return new ImageFacts(
        sha256,
        image.buildId(),
        image.srcversion(),
        kis,
        SoftDependencies.of(image.softdeps()),
        wrapped,
        isStatic,
        image.stubs());
  }
}
