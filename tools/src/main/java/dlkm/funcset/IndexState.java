package dlkm.funcset;

import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.index.ModuleIndex;
import dlkm.index.OurModule;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the module index holds of a generation's modules. Its hash stands in the generation as
 * {@code index}, so that a shell can tell whether a swap of generations changes the index; most
 * updates of an image don't.
 */
final class IndexState {

  private IndexState() {}

  /** Our modules as the index knows them, from the images in a directory. */
  private static List<OurModule> modules(Registry registry, Path images) throws IOException {
    List<OurModule> modules = new ArrayList<>();
    for (Registration registration : registry.all()) {
      modules.add(module(registration, images));
    }
    return modules;
  }

  /** The same with the other names that the modules are found by. */
  static List<OurModule> modules(Registry registry, Path images, Path kernelModules)
      throws IOException {
    List<OurModule> modules = modules(registry, images);
    List<OurModule> all = new ArrayList<>(modules);
    for (Map.Entry<String, String> link : LinkedNames.of(kernelModules, registry).entrySet()) {
      modules.stream()
          .filter(module -> module.path().equals(ModuleIndex.OURS + link.getValue()))
          .map(module -> module.linkedAs(link.getKey()))
          .forEach(all::add);
    }
    return all;
  }

  private static OurModule module(Registration registration, Path images) throws IOException {
    Path image = images.resolve(registration.imageFile());
    return OurModule.of(
        ModuleIndex.OURS + registration.imageFile(),
        ModuleImage.parse(image.toString(), Files.readAllBytes(image)));
  }

  /** The hash; an image that can't be read counts by its content. */
  static String hash(Registry registry, Path images) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Registration registration : registry.all()) {
      try {
        text.append(module(registration, images)).append('\n');
      } catch (ProblemException e) {
        text.append(registration.module()).append(' ').append(registration.image().sha256());
        text.append('\n');
      }
    }
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)) + "\n";
  }
}
