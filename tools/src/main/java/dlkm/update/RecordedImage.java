package dlkm.update;

import dlkm.image.ModuleImage;
import dlkm.modname.ModuleName;
import dlkm.registry.ImageFacts;
import dlkm.registry.Registration;
import dlkm.registry.SoftDependencies;
import java.util.Optional;

/** Whether an image is the one that a registration describes, by what stands in both. */
public final class RecordedImage {

  private RecordedImage() {}

  /** In what an image differs from its record, after "it"; empty where it agrees. */
  public static Optional<String> difference(Registration record, ModuleImage image) {
    ImageFacts facts = record.image();
    if (!ModuleName.isSame(image.name(), record.module())) {
      return Optional.of("is of module '" + image.name() + "', not " + record.module());
    }
    if (!facts.buildId().equals(image.buildId())) {
      return Optional.of("has another build id than its record");
    }
    // A record may have none.
    if (facts.srcversion().isPresent() && !facts.srcversion().equals(image.srcversion())) {
      return Optional.of("has another srcversion than its record");
    }
    if (!facts.softDependencies().equals(SoftDependencies.of(image.softdeps()))) {
      return Optional.of("has other soft dependencies than its record");
    }
    return Optional.empty();
  }
}
