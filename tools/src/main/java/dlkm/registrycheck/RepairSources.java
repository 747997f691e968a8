package dlkm.registrycheck;

import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.GenerationFile;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an image or a record of a function set may be found a second time: in its other
 * generations, the nearest first, and in the build area.
 */
final class RepairSources {

  private final FunctionSet set;
  private final FileSums sums = new FileSums();
  private final Map<Integer, SalvagedRegistry> registries = new HashMap<>();

  RepairSources(FunctionSet set) {
    this.set = set;
  }

  /** A generation's registry. */
  SalvagedRegistry registry(Generation generation) {
    return registries.computeIfAbsent(generation.number(), _ -> SalvagedRegistry.of(generation));
  }

  /** The hash of a file. */
  Optional<String> sum(Path file) {
    return sums.of(file);
  }

  /** A file with that content among the images of a module. */
  Optional<Path> image(String imageFile, String module, String sha256) {
    List<Path> places = new ArrayList<>();
    for (Generation generation : set.generations()) {
      places.add(GenerationFile.IMAGES.in(generation.directory()).resolve(imageFile));
    }
    places.add(set.builtImage(module));
    return places.stream()
        .filter(place -> sum(place).filter(sha256::equals).isPresent())
        .findFirst();
  }

  /** A record of a module with that image, for a generation in which it is registered. */
  Optional<Registration> record(Generation of, String module, String sha256) {
    for (Generation generation : nearest(of)) {
      Registration record = registry(generation).records().get(module);
      if (record != null && record.image().sha256().equals(sha256)) {
        return Optional.of(record);
      }
    }
    return built(module)
        .filter(record -> record.image().sha256().equals(sha256))
        .flatMap(record -> registered(of, record));
  }

  /** A record of the build area under the id that the module has in another generation. */
  private Optional<Registration> registered(Generation of, Registration built) {
    var when = built.origin().registered().orElse(built.origin().built());
    return id(of, built.module()).map(id -> built.registered(id, when, built.origin().who()));
  }

  /** The id of a module in the nearest other generation in which it is registered. */
  Optional<Integer> id(Generation of, String module) {
    for (Generation generation : nearest(of)) {
      Registration record = registry(generation).records().get(module);
      if (record != null) {
        return Optional.of(record.id());
      }
    }
    return Optional.empty();
  }

  private List<Generation> nearest(Generation of) {
    return set.generations().stream()
        .filter(generation -> generation.number() != of.number())
        .sorted(Comparator.comparingInt(generation -> Math.abs(generation.number() - of.number())))
        .toList();
  }

  private Optional<Registration> built(String module) {
    try {
      return new BuildArea(set).find(module);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** The id after the highest one that any generation knows. */
  int nextId() {
    int next = 1;
    for (Generation generation : set.generations()) {
      SalvagedRegistry registry = registry(generation);
      next = Math.max(next, registry.nextId());
      for (Registration record : registry.records().values()) {
        next = Math.max(next, record.id() + 1);
      }
    }
    return next;
  }
}
