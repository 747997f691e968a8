package dlkm.dkms;

import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.StateLock;
import dlkm.host.Transaction;
import dlkm.install.Withdrawal;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.RegisteredDependents;
import dlkm.update.RegistrationTransfer;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      return rows();
    }
    try (StateLock _ =
        StateLock.takeDkms(session.host(), session.caller().tool(), session.caller()::say)) {
      return UnderStateLock.run(session.caller(), this::release);
    }
  }

  /** The installed packages whose modules are ours. */
  private List<HandOver> rows() {
    List<HandOver> rows = new ArrayList<>();
    for (HandOverSession.Installed one : HandOverSession.installed(session)) {
      List<String> modules = modules(one).stream().map(DkmsConf.Module::built).toList();
      if (!modules.isEmpty()) {
        rows.add(HandOver.of(one.version(), one.kernel(), modules));
      }
    }
    return rows;
  }

  private List<DkmsConf.Module> modules(HandOverSession.Installed one) {
    return HandOverSession.configuration(session, one.version(), one.kernel()).modules().stream()
        .filter(module -> !link(one, module).isEmpty())
        .toList();
  }

  /** The link to the registered image, by the module's name. */
  private List<Path> link(HandOverSession.Installed one, DkmsConf.Module module) {
    List<Path> ours = BuiltFiles.links(session.tree(), one.kernel(), List.of(module.built()));
    return BuiltFiles.installed(session.tree(), one.kernel(), module.dest()).stream()
        .filter(ours::contains)
        .toList();
  }

  private List<HandOver> release() throws IOException {
    List<HandOver> rows = rows();
    List<String> families = PackageRemoval.families(session.host());
    if (families.isEmpty()) {
      return rows;
    }
    Transaction files = Transaction.begin(session.host());
    RegistrationTransfer transfer = new RegistrationTransfer(session.caller());
    transfer.apply(
        files,
        () -> {
          unregister(families, transfer);
          for (HandOverSession.Installed one : HandOverSession.installed(session)) {
            for (DkmsConf.Module module : modules(one)) {
              restore(one, module, files);
            }
          }
          Withdrawal.add(session.host(), families, files, session.caller().notices());
        });
    return rows;
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

  private void restore(HandOverSession.Installed one, DkmsConf.Module module, Transaction files)
      throws IOException {
    PackageTree tree = session.tree();
    Optional<Path> built = BuiltFiles.find(tree, one.version(), one.kernel(), module.dest());
    if (built.isEmpty()) {
      throw new ProblemException(
          tree.shown(one.version(), one.kernel()) + "/module/" + module.dest() + PackageTree.KO,
          "is missing",
          "'dkms build --force " + one.version() + " -k " + one.kernel() + "'");
    }
    for (Path link : link(one, module)) {
      Path file = link.resolveSibling(built.get().getFileName());
      if (!file.equals(link)) {
        Transaction _ = files.delete(link);
      }
      Transaction _ = files.copy(file, built.get());
    }
  }
}
