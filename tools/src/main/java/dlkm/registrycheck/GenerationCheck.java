package dlkm.registrycheck;

import dlkm.funcset.DerivedFiles;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.DirectoryNames;
import dlkm.host.GenerationFile;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares one generation's registry with its images and with the files made of it. */
final class GenerationCheck {

  private final FunctionSet set;
  private final RepairSources sources;
  private final Findings findings;

  GenerationCheck(FunctionSet set, RepairSources sources, Findings findings) {
    this.set = set;
    this.sources = sources;
    this.findings = findings;
  }

  /**
   * Checks it.
   *
   * @param inUse whether the kernel's loader or the boot reads it now or may at the next boot; of
   *     others only what a rollback needs is looked at
   */
  void check(Generation generation, boolean inUse) {
    SalvagedRegistry salvaged = sources.registry(generation);
    Path file = GenerationFile.REGISTRY.in(generation.directory());
    if (InTheWay.of(file)) {
      findings.add(DamageKind.REGISTRY, file, salvaged.why(), InTheWay.todo(file));
      return;
    }
    if (salvaged.intact().isEmpty()) {
      boolean derivable = new DerivedRegistry(set, sources, generation).derive().isPresent();
      findings.add(DamageKind.REGISTRY, file, salvaged.why(), derivable ? REPAIR : backTo());
      return;
    }
    Registry registry = salvaged.intact().get();
    if (!registry.release().equals(set.release())) {
      findings.add(DamageKind.REGISTRY, file, "is of kernel " + registry.release(), REPAIR);
    }
    boolean intact = true;
    for (Registration record : registry.all()) {
      intact &= image(generation, record);
    }
    strays(generation, registry);
    if (inUse && intact) {
      derived(generation, registry);
    }
    if (inUse) {
      dependencies(registry);
    }
  }

  /** What {@code krs -r} does. */
  static final String REPAIR = "'krs -r' repairs it";

  private static String backTo() {
    return "in the function set, 'ln -sfn gen/NUMBER current' goes back to an earlier generation";
  }

  /** Whether the registered image is there. */
  private boolean image(Generation generation, Registration record) {
    Path image = generation.image(record);
    Optional<String> sum = sources.sum(image);
    if (sum.filter(record.image().sha256()::equals).isPresent()) {
      Registration facts = DerivedRegistry.withFacts(record, image);
      if (!facts.equals(record)) {
        record(
            generation,
            record,
            "the record has another build id, srcversion or soft dependency than the image");
      } else if (!new DerivedRegistry(set, sources, generation).withKis(record).equals(record)) {
        record(
            generation,
            record,
            "the record is of an image for another kernel: " + record.image().kis());
      }
      return true;
    }
    boolean again =
        sources.image(record.imageFile(), record.module(), record.image().sha256()).isPresent();
    boolean known =
        sum.isPresent() && sources.record(generation, record.module(), sum.get()).isPresent();
    findings.add(
        again || !known ? DamageKind.IMAGE : DamageKind.RECORD,
        again || !known
            ? image.toString()
            : GenerationFile.REGISTRY.in(generation.directory()) + " " + record.module(),
        sum.isEmpty()
            ? "is missing"
            : "has another SHA-256 than the " + (again ? "record" : "image"),
        again || known
            ? REPAIR
            : "'config -M " + record.module() + " -K " + set.release() + " -u' builds it again");
    return false;
  }

  private void record(Generation generation, Registration record, String what) {
    findings.add(
        DamageKind.RECORD,
        GenerationFile.REGISTRY.in(generation.directory()) + " " + record.module(),
        what,
        REPAIR);
  }

  private void strays(Generation generation, Registry registry) {
    Set<String> known = new HashSet<>();
    registry.all().forEach(record -> known.add(record.imageFile()));
    Path images = GenerationFile.IMAGES.in(generation.directory());
    for (String name : DirectoryNames.of(images)) {
      if (!known.contains(name)) {
        Path file = images.resolve(name);
        findings.add(
            DamageKind.STRAY, file, "belongs to no registered module", "'rm " + file + "'");
      }
    }
  }

  private void derived(Generation generation, Registry registry) {
    for (Map.Entry<GenerationFile, String> file :
        DerivedFiles.of(set, registry, generation).entrySet()) {
      Path path = file.getKey().in(generation.directory());
      Optional<String> text = text(path);
      if (text.isEmpty()) {
        findings.add(
            DamageKind.DERIVED,
            path,
            Files.exists(path) ? "is no regular file" : "is missing",
            InTheWay.of(path) ? InTheWay.todo(path) : REPAIR);
      } else if (!text.get().equals(file.getValue())) {
        findings.add(DamageKind.DERIVED, path, "doesn't follow from the registry", REPAIR);
      }
    }
  }

  private static Optional<String> text(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void dependencies(Registry registry) {
    InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
    if (!Files.isDirectory(kernel.modules())) {
      return;
    }
    for (Registration record : registry.all()) {
      for (String needed : record.dependencies()) {
        if (registry.find(needed).isEmpty() && !kernel.ownsModule(ModuleName.kernelForm(needed))) {
          findings.add(
              DamageKind.DEPENDENCY,
              record.module(),
              "needs " + needed + ", which is not registered",
              "'kmupdate -M " + needed + "' registers it");
        }
      }
    }
  }
}
