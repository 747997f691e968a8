package dlkm.funcset;

import dlkm.boot.BootPlan;
import dlkm.host.GenerationFile;
import dlkm.index.ModprobeConf;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The files of a generation that follow from its registry and its images. */
public final class DerivedFiles {

  private DerivedFiles() {}

  /** Their texts for a generation that is there. */
  public static Map<GenerationFile, String> of(
      FunctionSet set, Registry registry, Generation generation) {
    try {
      return of(set, registry, generation.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Their texts.
   *
   * @param directory of the generation, with its images
   */
  static Map<GenerationFile, String> of(FunctionSet set, Registry registry, Path directory)
      throws IOException {
    Map<GenerationFile, String> texts = new EnumMap<>(GenerationFile.class);
    String kmadmin = set.host().command("kmadmin").toString();
    texts.put(GenerationFile.MODPROBE, ModprobeConf.text(registry, kmadmin));
    texts.put(GenerationFile.EARLY, BootPlan.early(registry));
    texts.put(GenerationFile.LATE, BootPlan.late(registry));
    texts.put(GenerationFile.INDEX, IndexState.hash(registry, GenerationFile.IMAGES.in(directory)));
    return texts;
  }
}
