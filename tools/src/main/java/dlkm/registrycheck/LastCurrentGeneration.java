package dlkm.registrycheck;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationCleanup;
import dlkm.host.FileContent;
import dlkm.host.GenerationFile;
import dlkm.host.SetFile;
import java.util.List;
import java.util.Optional;

/**
 * The generation that was current, when the link that says so is gone: the newest of those for
 * which the module index was last written, else the newest; never one that is held for a shutdown,
 * or that a saved configuration alone needs.
 */
final class LastCurrentGeneration {

  private LastCurrentGeneration() {}

  static Optional<Generation> of(FunctionSet set, RepairSources sources) {
    List<Generation> ran =
        new GenerationCleanup(set)
            .ran().stream().filter(generation -> isReadable(set, sources, generation)).toList();
    Optional<String> indexed = FileContent.textIfThere(SetFile.INDEXED.in(set.directory()));
    List<Generation> inIndex =
        ran.stream()
            .filter(
                g ->
                    FileContent.textIfThere(GenerationFile.INDEX.in(g.directory())).equals(indexed))
            .toList();
    if (indexed.isPresent() && !inIndex.isEmpty()) {
      return Optional.of(inIndex.getLast());
    }
    return ran.isEmpty() ? Optional.empty() : Optional.of(ran.getLast());
  }

  private static boolean isReadable(FunctionSet set, RepairSources sources, Generation generation) {
    return sources.registry(generation).intact().isPresent()
        || new DerivedRegistry(set, sources, generation).derive().isPresent();
  }
}
