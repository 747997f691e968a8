package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.host.StateLock;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.Candidate;
import dlkm.update.RegistrationTransfer;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes over what DKMS has installed, for all kernels at once ({@code dlkm adopt}): the built
 * modules in its tree are registered as they are, and the installed files become links to the
 * registered images. The tree itself stays as it is. What is only added or built needs nothing: our
 * {@code dkms} works on the same tree.
 */
public final class Adoption {

  /** A package that can be taken over for a kernel, with the installed modules. */
  private record Taken(HandOverSession.Installed which, DkmsConf conf) {

    HandOver told() {
      return HandOver.of(which.version(), which.kernel(), conf.builts());
    }
  }

  private static final String DIRECTORY = Layout.CACHE + "/adopt";

  private final DkmsSession session;
  private final List<HandOver> refused = new ArrayList<>();

  public Adoption(Caller caller) {
    session = HandOverSession.of(caller);
  }

  /**
   * Takes over all that fits, or with {@code dry} says only what would be.
   *
   * @return a row for each package and kernel that changes hands, and for each that doesn't
   */
  public List<HandOver> run(boolean dry) {
    if (dry) {
      return take(false);
    }
    try (StateLock _ =
        StateLock.takeDkms(session.host(), session.caller().tool(), session.caller()::say)) {
      return UnderStateLock.run(session.caller(), () -> take(true));
    }
  }

  private List<HandOver> take(boolean done) {
    try {
      Map<Taken, AdoptedFamily> families = families(look());
      Map<InstalledKernel, List<Candidate>> candidates = fitting(families);
      if (done && !candidates.isEmpty()) {
        register(families, candidates);
      }
      List<HandOver> rows = new ArrayList<>(families.keySet().stream().map(Taken::told).toList());
      rows.addAll(refused);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clean();
    }
  }

  private List<Taken> look() {
    // Nothing is installed by them, so nothing is left untaken.
    HandOverSession.dangling(session).stream()
        .map(Problem::toString)
        .forEach(session.caller()::say);
    List<Taken> taken = new ArrayList<>();
    for (HandOverSession.Installed one : HandOverSession.installed(session)) {
      AdoptionCheck check = new AdoptionCheck(session, one.version(), one.kernel());
      Optional<Problem> stale = check.stale();
      if (stale.isPresent()) {
        session.caller().say(stale.get().toString());
        continue;
      }
      try {
        DkmsConf conf = check.require();
        if (!conf.modules().isEmpty()) {
          taken.add(new Taken(one, conf));
        }
      } catch (ProblemException e) {
        refuse(one, e.problems());
      }
    }
    return taken;
  }

  private void refuse(HandOverSession.Installed one, List<Problem> why) {
    refused.add(HandOver.refused(one.version(), one.kernel(), why));
  }

  /** One set of component files for all versions of a package that are installed for a kernel. */
  private Map<Taken, AdoptedFamily> families(List<Taken> all) {
    Map<String, List<Taken>> packages = new LinkedHashMap<>();
    for (Taken one : all) {
      packages.computeIfAbsent(one.which().version().name(), _ -> new ArrayList<>()).add(one);
    }
    Map<Taken, AdoptedFamily> families = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (List<Taken> versions : packages.values()) {
      Set<String> modules = new LinkedHashSet<>();
      versions.forEach(one -> modules.addAll(one.conf().builts()));
      try {
        Map<Taken, AdoptedFamily> own = new LinkedHashMap<>();
        versions.forEach(one -> own.put(one, family(one, modules)));
        own.get(versions.getLast()).check();
        if (modules.stream().anyMatch(names::contains)) {
          throw new ProblemException(
              versions.getLast().which().version().name(), "another package has its modules", "");
        }
        names.addAll(modules);
        families.putAll(own);
      } catch (ProblemException e) {
        versions.forEach(one -> refuse(one.which(), e.problems()));
      }
    }
    return families;
  }

  private AdoptedFamily family(Taken one, Set<String> modules) {
    return AdoptedFamily.of(
        new PackageSources(session, one.which().version(), one.which().kernel(), one.conf()),
        modules);
  }

  /** The images of each kernel that it would take; packages with others are refused. */
  private Map<InstalledKernel, List<Candidate>> fitting(Map<Taken, AdoptedFamily> families)
      throws IOException {
    Map<String, List<Taken>> kernels = new TreeMap<>();
    for (Taken one : families.keySet()) {
      String release = one.which().kernel().release();
      kernels.computeIfAbsent(release, _ -> new ArrayList<>()).add(one);
    }
    Map<InstalledKernel, List<Candidate>> fitting = new LinkedHashMap<>();
    for (Map.Entry<String, List<Taken>> entry : kernels.entrySet()) {
      InstalledKernel kernel = new InstalledKernel(session.host(), entry.getKey());
      List<Candidate> candidates = fitting(kernel, entry.getValue(), families);
      if (!candidates.isEmpty()) {
        fitting.put(kernel, candidates);
      }
    }
    return fitting;
  }

  /** Without one package another may not fit any more, which needed it. */
  private List<Candidate> fitting(
      InstalledKernel kernel, List<Taken> packages, Map<Taken, AdoptedFamily> families)
      throws IOException {
    RegistrationTransfer transfer = new RegistrationTransfer(session.caller());
    Map<Taken, List<Candidate>> left = new LinkedHashMap<>();
    for (Taken one : packages) {
      try {
        left.put(one, candidates(kernel, one, families.get(one)));
      } catch (ProblemException e) {
        refuse(one.which(), mendable(one.which(), e.problems()));
        families.remove(one);
      }
    }
    while (!left.isEmpty()) {
      List<Candidate> candidates = left.values().stream().flatMap(List::stream).toList();
      List<Problem> problems = transfer.refusals(kernel, candidates);
      if (problems.isEmpty()) {
        return candidates;
      }
      List<Taken> wrong =
          left.keySet().stream().filter(one -> !of(one, problems).isEmpty()).toList();
      for (Taken one : wrong.isEmpty() ? List.copyOf(left.keySet()) : wrong) {
        refuse(one.which(), wrong.isEmpty() ? problems : of(one, problems));
        left.remove(one);
        families.remove(one);
      }
    }
    return List.of();
  }

  /** A damaged module is built again. */
  private static List<Problem> mendable(HandOverSession.Installed one, List<Problem> problems) {
    String remedy = BuiltFiles.remedy(one.version(), one.kernel());
    return problems.stream()
        .map(problem -> new Problem(problem.thing(), problem.what(), remedy))
        .toList();
  }

  private static List<Problem> of(Taken one, List<Problem> problems) {
    return problems.stream()
        .filter(problem -> one.conf().builts().contains(problem.thing()))
        .toList();
  }

  private void register(
      Map<Taken, AdoptedFamily> families, Map<InstalledKernel, List<Candidate>> candidates)
      throws IOException {
    RegistrationTransfer transfer = new RegistrationTransfer(session.caller());
    Transaction files = Transaction.begin(session.host());
    transfer.apply(
        files,
        () -> {
          candidates.forEach((kernel, images) -> transfer.register(kernel, images, "adopt"));
          for (AdoptedFamily last : last(families)) {
            last.install(files).forEach(problem -> session.caller().say(problem.toString()));
          }
          for (Taken one : families.keySet()) {
            links(one, files);
          }
        });
  }

  private static Collection<AdoptedFamily> last(Map<Taken, AdoptedFamily> families) {
    Map<String, AdoptedFamily> last = new LinkedHashMap<>();
    families.forEach((one, family) -> last.put(one.which().version().name(), family));
    return last.values();
  }

  private List<Candidate> candidates(InstalledKernel kernel, Taken one, AdoptedFamily family)
      throws IOException {
    Path directory = session.host().path(DIRECTORY).resolve(kernel.release());
    KeptBuild kept = new KeptBuild(session, one.which().version(), one.which().kernel());
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    for (DkmsConf.Module module : one.conf().modules()) {
      if (!candidates.containsKey(module.built())) {
        Path plain = kept.plain(module, directory);
        candidates.put(module.built(), family.candidate(kernel, module, plain));
      }
    }
    return List.copyOf(candidates.values());
  }

  private void links(Taken one, Transaction files) throws IOException {
    for (DkmsConf.Module module : one.conf().modules()) {
      Path target = Layout.dkmsTarget(module.built() + PackageTree.KO);
      for (Path file : BuiltFiles.installed(session.tree(), one.which().kernel(), module.dest())) {
        Transaction _ = files.make(file, aside -> Files.createSymbolicLink(aside, target));
      }
    }
  }

  private void clean() {
    try {
      AtomicFiles.deleteTree(session.host().path(DIRECTORY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
