package dlkm.install;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.declaration.Dependency;
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
import dlkm.update.RemovalCondition;
import dlkm.update.Unregistration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Takes a module, or a family of modules, off the machine: {@code kminstall -d}, in the order of
 * spec §4.1. The caller holds the state lock.
 */
public final class Removal {

  private final Caller caller;
  private final Host host;
  private final String name;
  private final List<String> modules;
  private final Notices warn;

  /** The removal of a module or a family. */
  public Removal(Caller caller, String name, Notices warn) {
    this.caller = caller;
    this.host = caller.host();
    this.name = name;
    this.warn = warn;
    List<String> installed = Families.modules(host, name);
    modules = installed.isEmpty() ? List.of(name) : installed;
  }

  public void run() throws IOException {
    Families.requireWhole(host, name, "kminstall -d");
    List<Path> places = InstalledFiles.of(host, name);
    List<Path> there = InstalledFiles.present(host, name);
    if (there.isEmpty() || !ModuleName.isValid(name)) {
      throw new ProblemException(
          name, "not installed: neither " + places.get(0) + " nor the others", "see 'kmsystem'");
    }
    if (there.equals(places.subList(0, 1))) {
      requireModule(places.getFirst());
    }
    warnDependents();
    Transaction transaction = Transaction.begin(host);
    transaction.orAbandon(
        () -> {
          // Step 1.
          Withdrawal.removeFromLoadmods(host, modules, transaction, warn);
          there.forEach(transaction::delete);
          Withdrawal.removeBuilt(host, modules, transaction);
          Transaction _ = transaction.check();
          release(transaction);
        });
    transaction.commit();
  }

  /** Refuses a shared master file, which is in the same directory and belongs to no module. */
  private void requireModule(Path file) {
    try {
      InstalledModule.master(host, name);
    } catch (ProblemException e) {
      throw new ProblemException(
          file.toString(),
          "has no module: no other file of " + name + " is installed",
          "delete the file by hand if nothing shares it");
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
    RemovalCondition removal = new RemovalCondition(modules, first);
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
        List<String> known = RemovalCondition.leaving(set, modules);
        stay(set);
        if (!known.isEmpty()) {
          InstalledKernel kernel = new InstalledKernel(host, set.release());
          var unregistration = new Unregistration(kernel, caller);
          unregistration.prepare(known);
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

  /** Step 5. What is held would register the module again. */
  private void stay(FunctionSet set) {
    for (String module : modules) {
      if (set.isStatic(module)) {
        if (set.held().updates().containsKey(module)) {
          throw new ProblemException(
              module,
              "an update of it is held with kernel " + set.release(),
              "cancel that: 'kmupdate -n -M " + module + " -K " + set.release() + "'");
        }
        warn.say(
            module
                + ": static in kernel "
                + set.release()
                + ": stays in it until 'config -u SYSTEM_FILE' and a reboot");
      }
    }
  }

  private boolean isStatic(String module) {
    return FunctionSet.all(host).stream().anyMatch(set -> set.isStatic(module));
  }

  private void refuseLoaded() {
    for (String module : modules) {
      String kernelName = ModuleName.kernelForm(module);
      if (!isStatic(module) && LoadedModules.find(host, kernelName).isPresent()) {
        throw new ProblemException(
            module,
            "loaded in the running kernel, but not from its registry",
            "unload it with 'rmmod " + kernelName + "'");
      }
    }
  }

  private void warnDependents() {
    for (String other : InstalledModule.names(host)) {
      if (!modules.contains(other)) {
        for (String module : modules) {
          if (needs(other, module)) {
            warn.say(other + ": needs " + module + ": it can't be built or loaded without it");
          }
        }
      }
    }
  }

  private boolean needs(String other, String module) {
    try {
      for (Dependency dependency : InstalledModule.master(host, other).dependencies()) {
        if (ModuleName.kernelForm(dependency.module()).equals(ModuleName.kernelForm(module))) {
          return true;
        }
      }
    } catch (ProblemException e) {
      warn.say(Layout.master(other) + ": can't be read: unknown whether it needs " + module);
    }
    return false;
  }
}
