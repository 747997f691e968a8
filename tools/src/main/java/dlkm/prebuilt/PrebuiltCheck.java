package dlkm.prebuilt;

import dlkm.declaration.Dependency;
import dlkm.declaration.MasterFile;
import dlkm.declaration.MasterSystemPair;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.Stub;
import dlkm.declaration.SystemFile;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.AccessNumbers;
import dlkm.registry.NewRegistration;
import dlkm.registry.Registration;
import dlkm.update.RecordedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the parts of an image agree: its heading with its records, these with the modules, these
 * with the kernel, and the component files with each other.
 */
final class PrebuiltCheck {

  private static final String AGAIN =
      "build and export it again: 'config -M MODULE', 'kmimage export'";

  private final String shown;
  private final Prebuilt prebuilt;
  private final List<Problem> problems = new ArrayList<>();

  private PrebuiltCheck(String shown, Prebuilt prebuilt) {
    this.shown = shown;
    this.prebuilt = prebuilt;
  }

  /**
   * Checks them.
   *
   * @throws ProblemException with all that doesn't agree
   */
  static void check(String shown, Prebuilt prebuilt) {
    PrebuiltCheck check = new PrebuiltCheck(shown, prebuilt);
    Heading heading = prebuilt.heading();
    List<MasterFile> masters =
        MasterFile.parseAll(shown + ":master", heading.name(), prebuilt.master());
    for (String module : heading.modules()) {
      check.components(module, masters);
      check.module(module, prebuilt.records().get(module), prebuilt.images().get(module));
    }
    String version = prebuilt.records().get(heading.modules().getFirst()).version();
    if (!version.equals(heading.version())) {
      check.add("says version " + heading.version() + ", and has version " + version);
    }
    if (!check.problems.isEmpty()) {
      throw new ProblemException(check.problems);
    }
  }

  private void add(String what) {
    problems.add(new Problem(shown, what, AGAIN));
  }

  private void components(String module, List<MasterFile> masters) {
    Optional<MasterFile> master =
        masters.stream().filter(one -> one.module().equals(module)).findFirst();
    if (master.isEmpty()) {
      add("its master file has no module " + module);
      return;
    }
    SystemFile system =
        SystemFile.parse(shown + ":system/" + module, prebuilt.systems().get(module));
    problems.addAll(MasterSystemPair.problems(master.get(), system, OtherTunables.NONE));
    Registration record = prebuilt.records().get(module);
    planned(master.get(), system, record);
    declared(master.get(), system, record);
  }

  /** What a record has of the files, beside version and tunables. */
  private void declared(MasterFile master, SystemFile system, Registration record) {
    same(master, "type", record.type(), master.type());
    same(master, "description", record.description(), NewRegistration.description(master));
    same(master, "phases", record.phases(), NewRegistration.phases(master, system));
    // Which others claim its devices is a matter of each machine.
    same(master, "modules that it is preferred over", record.preferredOver(), List.of());
    AccessNumbers access = NewRegistration.access(master, record.image().wrapped());
    same(master, "device numbers", record.access(), access);
    List<String> declared = master.dependencies().stream().map(Dependency::module).toList();
    // A build adds the modules whose symbols an image uses: the stubs and those of its own family.
    boolean isOther =
        record.dependencies().stream()
            .anyMatch(
                needed ->
                    !declared.contains(needed)
                        && !needed.equals(Stub.MODULE)
                        && !prebuilt.heading().modules().contains(needed));
    if (isOther || !record.dependencies().containsAll(declared)) {
      same(master, "dependencies", record.dependencies(), declared);
    }
  }

  private void same(MasterFile master, String what, Object recorded, Object declared) {
    if (!recorded.equals(declared)) {
      add(
          "the record of "
              + master.module()
              + " has the "
              + what
              + " "
              + recorded
              + ", its files have "
              + declared);
    }
  }

  /** What was built is what the files say, not what they said once. */
  private void planned(MasterFile master, SystemFile system, Registration record) {
    String module = master.module();
    Optional<String> version = master.linux().moduleVersion();
    if (version.isPresent() && !version.get().equals(record.version())) {
      add(module + " was built as version " + record.version() + ", not " + version.get());
    }
    Map<String, String> planned = new TreeMap<>();
    for (PlannedTunable tunable : PlannedTunables.of(master, system, OtherTunables.NONE).all()) {
      planned.put(tunable.name(), tunable.value().text());
    }
    Map<String, String> built = new TreeMap<>();
    record.tunables().forEach(tunable -> built.put(tunable.name(), tunable.value()));
    if (!built.equals(planned)) {
      add(module + " was built with the tunables " + built + ", not " + planned);
    }
  }

  private void module(String module, Registration record, byte[] bytes) {
    KernelIdentity kernel = prebuilt.heading().kernel();
    ModuleImage image = ModuleImage.parse(shown + ":" + module + ".ko", bytes);
    if (!record.module().equals(module) || record.id() != Registration.UNREGISTERED) {
      add("the record of " + module + " is another one's");
    }
    if (record.isStatic()) {
      add(module + " is static: images are of loadable modules");
    }
    if (!record.image().kis().equals(kernel.kis())) {
      add(module + " was built for " + record.image().kis() + ", not " + kernel.kis());
    }
    if (!image.isFor(kernel.release())) {
      add(module + ".ko is for kernel '" + image.vermagic() + "'");
    }
    if (!record.image().sha256().equals(Sha256.of(bytes))
        || RecordedImage.difference(record, image).isPresent()) {
      add(module + ".ko is not what its record says");
    }
    if (!Signature.fingerprint(bytes).equals(prebuilt.heading().signer())) {
      add(module + ".ko is signed by another certificate than the image says");
    }
  }
}
