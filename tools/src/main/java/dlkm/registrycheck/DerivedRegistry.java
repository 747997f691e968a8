package dlkm.registrycheck;

import dlkm.declaration.Phase;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.ImageRecord;
import dlkm.host.DirectoryNames;
import dlkm.host.GenerationFile;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.ImageFacts;
import dlkm.registry.Origin;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The registry that a generation must have: its intact records, what other generations know of the
 * damaged ones, and of each image what the image itself says.
 */
final class DerivedRegistry {

  private static final String IMAGE = ".ko";

  private final FunctionSet set;
  private final RepairSources sources;
  private final Generation generation;

  DerivedRegistry(FunctionSet set, RepairSources sources, Generation generation) {
    this.set = set;
    this.sources = sources;
    this.generation = generation;
  }

  /** The registry; nothing when a record can't be derived. */
  Optional<Registry> derive() {
    SalvagedRegistry salvaged = sources.registry(generation);
    SortedMap<String, Registration> records = new TreeMap<>();
    Set<String> modules = modules(salvaged);
    if (modules.isEmpty() && salvaged.intact().isEmpty() && !hasPlans()) {
      return Optional.empty();
    }
    for (String module : modules) {
      Optional<Registration> record = record(salvaged, module);
      if (record.isEmpty()) {
        return Optional.empty();
      }
      records.put(module, record.get());
    }
    if (salvaged.intact().isEmpty()) {
      takeEarlierIds(records);
    }
    if (!haveDifferentIds(records)) {
      return Optional.empty();
    }
    return Optional.of(new Registry(set.release(), kis(salvaged), nextId(salvaged), records));
  }

  private boolean hasPlans() {
    return Files.exists(GenerationFile.EARLY.in(generation.directory()))
        && Files.exists(GenerationFile.LATE.in(generation.directory()));
  }

  /**
   * Every module of an intact registry; of a damaged one also those with a block that can't be
   * read, with an image, or in a boot plan: what is lost must not look repaired.
   */
  private Set<String> modules(SalvagedRegistry salvaged) {
    Set<String> modules = new TreeSet<>(salvaged.records().keySet());
    if (salvaged.intact().isEmpty()) {
      modules.addAll(salvaged.named());
      modules.addAll(planned());
      Path images = GenerationFile.IMAGES.in(generation.directory());
      for (String name : DirectoryNames.of(images)) {
        if (name.endsWith(IMAGE) && !name.startsWith(".")) {
          modules.add(name.substring(0, name.length() - IMAGE.length()));
        }
      }
    }
    return modules;
  }

  /** Each line of a boot plan is a phase, a module, and what to load. */
  private Set<String> planned() {
    Set<String> modules = new TreeSet<>();
    for (GenerationFile plan : List.of(GenerationFile.EARLY, GenerationFile.LATE)) {
      try {
        for (String line : Files.readAllLines(plan.in(generation.directory()))) {
          String[] fields = line.split(" ", 3);
          if (fields.length == 3 && ModuleName.isValid(fields[1])) {
            modules.add(fields[1]);
          }
        }
      } catch (NoSuchFileException e) {
        // It is written again.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return modules;
  }

  private Optional<Registration> record(SalvagedRegistry salvaged, String module) {
    Path image = GenerationFile.IMAGES.in(generation.directory()).resolve(module + IMAGE);
    Optional<String> sum = sources.sum(image);
    Registration own = salvaged.records().get(module);
    if (own == null) {
      return sum.flatMap(sha256 -> sources.record(generation, module, sha256)).map(this::inPhase);
    }
    String registered = own.image().sha256();
    if (sum.filter(registered::equals).isPresent()) {
      return Optional.of(withKis(withFacts(own, image)));
    }
    // The record or the image is damaged: whichever of them exists a second time is intact.
    if (sum.isPresent() && sources.image(own.imageFile(), module, registered).isEmpty()) {
      return Optional.of(
          sources.record(generation, module, sum.get()).map(this::inPhase).orElse(own));
    }
    return Optional.of(own);
  }

  /** The record of another generation in the phase of this one's boot plans. */
  private Registration inPhase(Registration record) {
    Phase phase = planned(record);
    return record.phases().supports(phase)
        ? record.withPhases(record.phases().configured(phase))
        : record;
  }

  private Phase planned(Registration record) {
    try {
      for (GenerationFile plan : List.of(GenerationFile.EARLY, GenerationFile.LATE)) {
        for (String line : Files.readAllLines(plan.in(generation.directory()))) {
          for (Phase phase : Phase.values()) {
            if ((line + " ").startsWith(phase.name() + " " + record.module() + " ")) {
              return phase;
            }
          }
        }
      }
      return Phase.AUTO;
    } catch (NoSuchFileException e) {
      return record.phases().configured();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of modules with one id, those that have another one in an earlier generation get that. */
  private void takeEarlierIds(SortedMap<String, Registration> records) {
    Map<Integer, List<String>> modules = new HashMap<>();
    records
        .values()
        .forEach(
            record ->
                modules.computeIfAbsent(record.id(), _ -> new ArrayList<>()).add(record.module()));
    for (List<String> same : modules.values()) {
      for (String module : same.size() > 1 ? same : List.<String>of()) {
        sources
            .id(generation, module)
            .ifPresent(id -> records.put(module, withId(records.get(module), id)));
      }
    }
  }

  private static Registration withId(Registration record, int id) {
    Origin origin = record.origin();
    return record.registered(id, origin.registered().orElse(origin.built()), origin.who());
  }

  /** The record with what its image says of itself. */
  static Registration withFacts(Registration record, Path file) {
    ModuleImage image;
    try {
      image = ModuleImage.parse(file.toString(), Files.readAllBytes(file));
    } catch (ProblemException e) {
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ImageFacts old = record.image();
    ImageFacts facts =
        ImageRecord.of(image, old.sha256(), old.kis(), old.wrapped(), old.isStatic());
    return facts.equals(old) ? record : record.withImage(facts);
  }

  /**
   * The record with the kernel that its image was built for: as it says, unless it is of another
   * release, or another record of the same image says that it is the registry's kernel.
   */
  Registration withKis(Registration record) {
    ImageFacts image = record.image();
    String registry = sources.registry(generation).kis();
    Optional<String> other =
        sources
            .record(generation, record.module(), image.sha256())
            .map(same -> same.image().kis())
            .filter(this::isOurs);
    if (isOurs(image.kis())) {
      return image.kis().equals(registry) || !other.equals(Optional.of(registry))
          ? record
          : record.withImage(image.withKis(registry));
    }
    return record.withImage(image.withKis(other.orElseGet(() -> kis(registry))));
  }

  private boolean isOurs(String kis) {
    return kis.startsWith(set.release() + ":") && kis.indexOf(' ') < 0;
  }

  private static boolean haveDifferentIds(SortedMap<String, Registration> records) {
    Set<Integer> ids = new HashSet<>();
    return records.values().stream().allMatch(record -> ids.add(record.id()));
  }

  private String kis(SalvagedRegistry salvaged) {
    return kis(salvaged.kis());
  }

  private String kis(String registry) {
    return isOurs(registry) ? registry : new InstalledKernel(set.host(), set.release()).kis();
  }

  private int nextId(SalvagedRegistry salvaged) {
    return salvaged.intact().isPresent() ? salvaged.nextId() : sources.nextId();
  }
}
