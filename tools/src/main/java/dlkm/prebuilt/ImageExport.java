package dlkm.prebuilt;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.declaration.SystemFile;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.oci.Digest;
import dlkm.oci.OciDirectory;
import dlkm.plan.IncludedModules;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.update.Candidate;
import dlkm.update.UnderStateLock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes images of what was built for a kernel ({@code kmimage export}). When, where and by whom it
 * was built is not in them, so that the same build gives the same image everywhere.
 */
public final class ImageExport {

  /** An image that was written. */
  public record Exported(Heading heading, Digest digest) {}

  private static final String NOBODY = "kmimage";

  private final Caller caller;
  private final InstalledKernel kernel;
  private final BuildArea area;

  /** An export of what is built for a kernel. */
  public ImageExport(Caller caller, InstalledKernel kernel) {
    this.caller = caller;
    this.kernel = kernel;
    area = new BuildArea(new FunctionSet(caller.host(), kernel.release()));
  }

  /**
   * Writes an image of each module, with the rest of its family, into a layout directory.
   *
   * @param names of modules and families
   * @throws ProblemException when one is not built for this kernel; nothing is written
   */
  public List<Exported> run(List<String> names, Path directory) {
    List<Prebuilt> all = UnderStateLock.run(caller, () -> read(names));
    OciDirectory layout = OciDirectory.openOrCreate(directory);
    return PartlyDoneException.inTurn(
        all, prebuilt -> new Exported(prebuilt.heading(), prebuilt.addTo(layout).digest()));
  }

  private List<Prebuilt> read(List<String> names) {
    List<String> included = IncludedModules.of(kernel, names, caller.notices());
    included.forEach(module -> InstalledModule.require(caller.host(), module));
    SortedMap<String, List<String>> families =
        new TreeMap<>(Families.grouped(caller.host(), included));
    KernelIdentity identity = KernelIdentity.of(kernel);
    List<Prebuilt> all = new ArrayList<>();
    families.forEach((name, modules) -> all.add(read(name, modules, identity)));
    return all;
  }

  private Prebuilt read(String name, List<String> modules, KernelIdentity identity) {
    BuiltFrom from =
        BuiltFrom.installed(caller.host(), name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        name,
                        "came out of an image, and what it was built from is not here",
                        "copy that image: its directory, or with 'skopeo copy'"));
    SortedMap<String, String> systems = new TreeMap<>();
    SortedMap<String, Registration> records = new TreeMap<>();
    SortedMap<String, byte[]> images = new TreeMap<>();
    for (String module : modules) {
      Registration record = record(module);
      BuildTime.requireUnchanged(caller.host(), kernel.release(), name, record.origin().built());
      byte[] image = Candidate.bytes(record, area.image(module));
      systems.put(module, Texts.read(caller.host().path(Layout.system(module))));
      records.put(module, neutral(record, InstalledModule.system(caller.host(), module)));
      images.put(module, image);
    }
    List<String> signers = images.values().stream().map(Signature::fingerprint).distinct().toList();
    if (signers.size() > 1) {
      throw new ProblemException(
          name, "its modules are signed by different certificates", "'config -M " + name + "'");
    }
    Heading heading =
        new Heading(
            name,
            records.firstEntry().getValue().version(),
            List.copyOf(records.keySet()),
            identity,
            signers.getFirst());
    String master = Texts.read(caller.host().path(Layout.master(name)));
    Prebuilt prebuilt = new Prebuilt(heading, master, systems, records, images, from);
    PrebuiltCheck.check(name, prebuilt);
    return prebuilt;
  }

  private Registration record(String module) {
    return area.record(module)
        .orElseThrow(
            () ->
                new ProblemException(
                    module,
                    "is not built for kernel " + kernel.release(),
                    "'config -M " + module + "' builds it"));
  }

  /** The record as a build by the present plan makes it. */
  private static Registration neutral(Registration record, SystemFile system) {
    return record
        .built(Instant.EPOCH, NOBODY)
        .withPreferredOver(List.of())
        .withPhases(record.phases().planned(system.plannedPhase()));
  }
}
