package dlkm.dkms;

import dlkm.component.Families;
import dlkm.component.Texts;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.host.StateLock;
import dlkm.host.Transaction;
import dlkm.install.Withdrawal;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.RegisteredDependents;
import dlkm.update.RegistrationTransfer;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives all packages back to DKMS, for all kernels at once ({@code dlkm release}): their modules
 * are not registered any more, the links to registered images become files again, and the component
 * files go. The tree is DKMS's own all along. What is loaded stays loaded.
 */
public final class Release {

  private final DkmsSession session;

  public Release(Caller caller) {
    session = HandOverSession.of(caller);
  }

  /**
   * Gives them back, or with {@code dry} says only which.
   *
   * @return a row for each package and kernel
   * @throws ProblemException when a built file that a link stands for is missing, or a
   *     configuration can't be read
   */
  public List<HandOver> run(boolean dry) {
    if (dry) {
      return rows(ours());
    }
    try (StateLock _ =
        StateLock.takeDkms(session.host(), session.caller().tool(), session.caller()::say)) {
      return UnderStateLock.run(session.caller(), this::release);
    }
  }

  /**
   * An installed package of which modules are ours.
   *
   * @param links to the registered images, by the modules' names
   */
  private record Ours(HandOverSession.Installed which, Map<DkmsConf.Module, List<Path>> links) {

    HandOver told() {
      return HandOver.of(
          which.version(),
          which.kernel(),
          links.keySet().stream().map(DkmsConf.Module::built).distinct().toList());
    }
  }

  private List<Ours> ours() {
    List<Ours> ours = new ArrayList<>();
    for (HandOverSession.Installed one : HandOverSession.installed(session)) {
      Map<DkmsConf.Module, List<Path>> links = links(one);
      if (!links.isEmpty()) {
        ours.add(new Ours(one, links));
      }
    }
    return ours;
  }

  /** One that another package of ours took the place of may have links too. */
  private Map<DkmsConf.Module, List<Path>> links(HandOverSession.Installed one) {
    Map<DkmsConf.Module, List<Path>> all = new LinkedHashMap<>();
    DkmsConf conf;
    try {
      conf = HandOverSession.configuration(session, one.version(), one.kernel());
    } catch (ProblemException e) {
      if (isOurs(one.version())) {
        throw e;
      }
      return all;
    }
    for (DkmsConf.Module module : conf.modules()) {
      List<Path> links =
          BuiltFiles.installed(session.tree(), one.kernel(), module.dest()).stream()
              .filter(file -> BuiltFiles.isLink(file, module.built()))
              .toList();
      if (!links.isEmpty()) {
        all.put(module, links);
      }
    }
    return all;
  }

  private boolean isOurs(PackageVersion version) {
    Path master = session.host().path(Layout.master(PackageComponents.family(version.name())));
    return Files.isRegularFile(master)
        && PackageComponents.isOf(Texts.read(master), version.name());
  }

  private static List<HandOver> rows(List<Ours> ours) {
    return ours.stream().map(Ours::told).toList();
  }

  private List<HandOver> release() throws IOException {
    List<Ours> ours = ours();
    List<String> families = OrphanedComponents.families(session.host());
    if (families.isEmpty()) {
      return rows(ours);
    }
    Transaction files = Transaction.begin(session.host());
    RegistrationTransfer transfer = new RegistrationTransfer(session.caller());
    transfer.apply(
        files,
        () -> {
          unregister(families, transfer);
          for (Ours one : ours) {
            for (DkmsConf.Module module : one.links().keySet()) {
              restore(one, module, files);
            }
          }
          Withdrawal.add(session.host(), families, files, session.caller().notices());
        });
    return rows(ours);
  }

  private void unregister(List<String> families, RegistrationTransfer transfer) {
    List<String> modules =
        families.stream().flatMap(f -> Families.modules(session.host(), f).stream()).toList();
    for (FunctionSet set : FunctionSet.all(session.host())) {
      List<String> known = modules.stream().filter(set::knows).toList();
      requireUnneeded(set, known);
      if (!known.isEmpty()) {
        transfer.unregister(set.release(), known, "release");
      }
    }
  }

  /** A module that isn't DKMS's may need one of these. */
  private static void requireUnneeded(FunctionSet set, List<String> going) {
    List<Problem> problems = new ArrayList<>();
    for (String module : going) {
      RegisteredDependents.problem(
              set,
              module,
              going,
              _ -> false,
              first -> "'kmmodreg -K " + set.release() + " -U " + first + "' first")
          .ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private void restore(Ours one, DkmsConf.Module module, Transaction files) throws IOException {
    PackageTree tree = session.tree();
    PackageVersion version = one.which().version();
    KernelTarget kernel = one.which().kernel();
    Optional<Path> built = BuiltFiles.find(tree, version, kernel, module.dest());
    if (built.isEmpty()) {
      throw new ProblemException(BuiltFiles.missing(tree, version, kernel, module.dest()));
    }
    for (Path link : one.links().get(module)) {
      Path file = link.resolveSibling(built.get().getFileName());
      if (!file.equals(link)) {
        Transaction _ = files.delete(link);
      }
      Transaction _ = files.copy(file, built.get());
    }
  }
}
