package dlkm.install;

import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.conf.Dependency;
import dlkm.conf.LoadmodsFile;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.update.PendingRemoval;
import dlkm.update.Unregistration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Takes a module off the machine: {@code kminstall -d}, in the order of spec §4.1. The caller holds
 * the state lock.
 */
public final class Removal {

  private final Caller caller;
  private final Host host;
  private final String module;
  private final Notices warn;

  public Removal(Caller caller, String module, Notices warn) {
    this.caller = caller;
    this.host = caller.host();
    this.module = module;
    this.warn = warn;
  }

  public void run() throws IOException {
    List<Path> places = new Installation(host, module).places();
    List<Path> there =
        places.stream().filter(p -> Files.exists(p, LinkOption.NOFOLLOW_LINKS)).toList();
    if (there.isEmpty() || !ModuleName.isValid(module)) {
      throw new ProblemException(
          module, "not installed: neither " + places.get(0) + " nor the others", "see 'kmsystem'");
    }
    if (there.equals(places.subList(0, 1))) {
      requireModule(places.getFirst());
    }
    warnDependents();
    Transaction transaction = Transaction.begin(host);
    try {
      removeFromLoadmods(transaction);
      there.forEach(transaction::delete);
      BuildArea.all(host).forEach(area -> area.files(module).forEach(transaction::delete));
      transaction.check();
      release(transaction);
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof PartlyDoneException)) {
        transaction.abandon();
      }
      throw e;
    }
    transaction.commit();
  }

  /** Refuses a shared master file, which is in the same directory and belongs to no module. */
  private void requireModule(Path file) {
    try {
      InstalledModule.master(host, module);
    } catch (ProblemException e) {
      throw new ProblemException(
          file.toString(),
          "has no module: no other file of " + module + " is installed",
          "delete the file by hand if nothing shares it");
    }
  }

  /** Step 1. */
  private void removeFromLoadmods(Transaction transaction) throws IOException {
    Path loadmods = host.path(Layout.LOADMODS);
    String text = Texts.readOrEmpty(loadmods);
    if (LoadmodsFile.names(text).contains(module)) {
      warn.say(module + ": removing its line from " + loadmods);
      transaction.write(
          loadmods, LoadmodsFile.remove(text, module).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Steps 2 and 3: out of the running kernel and out of every kernel's registry. */
  private void release(Transaction transaction) throws IOException {
    List<Unregistration> all = prepared();
    if (all.isEmpty()) {
      refuseLoaded();
      return;
    }
    String first = all.getFirst().functionSet().release();
    PendingRemoval removal = new PendingRemoval(module, first);
    try {
      transaction.announce(removal.line());
      all.forEach(Unregistration::commit);
    } catch (RuntimeException e) {
      if (removal.isMade(caller)) {
        throw PartlyDoneException.of(e);
      }
      all.forEach(Unregistration::abandon);
      throw e;
    }
  }

  /** One for each kernel that has the module; the running one, which may refuse, comes first. */
  private List<Unregistration> prepared() {
    Deque<Unregistration> all = new ArrayDeque<>();
    try {
      for (FunctionSet set : FunctionSet.all(host)) {
        if (set.registry().find(module).isPresent() || set.held().concerns(module)) {
          InstalledKernel kernel = new InstalledKernel(host, set.release());
          var unregistration = new Unregistration(kernel, caller);
          unregistration.prepare(List.of(module));
          if (kernel.isRunning()) {
            all.addFirst(unregistration);
          } else {
            all.addLast(unregistration);
          }
        }
      }
    } catch (RuntimeException e) {
      all.forEach(Unregistration::abandon);
      throw e;
    }
    return List.copyOf(all);
  }

  private void refuseLoaded() {
    if (LoadedModules.find(host, ModuleName.kernelForm(module)).isPresent()) {
      throw new ProblemException(
          module,
          "loaded in the running kernel, but not from its registry",
          "unload it with 'rmmod " + ModuleName.kernelForm(module) + "'");
    }
  }

  private void warnDependents() {
    for (String other : InstalledModule.names(host)) {
      if (!other.equals(module) && needs(other)) {
        warn.say(other + ": needs " + module + ": it can't be built or loaded without it");
      }
    }
  }

  private boolean needs(String other) {
    try {
      for (Dependency dependency : InstalledModule.master(host, other).dependencies()) {
        if (ModuleName.kernelForm(dependency.module()).equals(ModuleName.kernelForm(module))) {
          return true;
        }
      }
    } catch (ProblemException e) {
      caller.say(Layout.master(other) + ": can't be read: unknown whether it needs " + module);
    }
    return false;
  }
}
