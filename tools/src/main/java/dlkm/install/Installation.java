package dlkm.install;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.component.ShippedComponents;
import dlkm.component.ShippedComponents.Shipped;
import dlkm.component.SourceTree;
import dlkm.component.Texts;
import dlkm.declaration.KeptSettings;
import dlkm.declaration.MasterFile;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the component files of a module, or of a family of modules, into their places, all of them
 * or none (spec §2.1, §4.1). It neither configures nor registers anything. The caller holds the
 * state lock.
 */
public final class Installation {

  private final Host host;
  private final String name;

  /** An installation under the name of a module or a family. */
  public Installation(Host host, String name) {
    this.host = host;
    this.name = name;
  }

  /**
   * All that an installation, or the end of one, may change, there or not.
   *
   * @param modules all that it makes, before or after
   */
  public Set<Path> places(Collection<String> modules) {
    Set<Path> places = new LinkedHashSet<>(InstalledFiles.of(host, name));
    for (String module : modules) {
      places.addAll(InstalledFiles.ofMember(host, module));
      BuildArea.all(host).forEach(area -> places.addAll(area.places(module)));
    }
    return places;
  }

  /** Installs what is not there yet ({@code kminstall -a}). */
  public void add(Path directory) throws IOException {
    add(directory, directory);
  }

  /** The same of a tree whose component files are in a directory of their own. */
  public void add(Path directory, Path tree) throws IOException {
    for (Path place : InstalledFiles.of(host, name)) {
      refuse(name, place, "update it with 'kminstall -u " + name + "'");
    }
    requireFree(name);
    ShippedComponents components = read(directory, tree);
    for (Shipped shipped : components.modules()) {
      requireFreeMember(shipped.module());
    }
    Map<String, String> systems = new LinkedHashMap<>();
    components.modules().forEach(m -> systems.put(m.module(), m.systemText()));
    install(components, systems, List.of());
  }

  /**
   * Replaces the files of an installed module or family ({@code kminstall -u}), keeping what its
   * administrator planned.
   *
   * @return what could not be kept
   */
  public List<Problem> update(Path directory) throws IOException {
    return update(directory, directory);
  }

  /** The same of a tree whose component files are in a directory of their own. */
  public List<Problem> update(Path directory, Path tree) throws IOException {
    Families.requireWhole(host, name, "kminstall -u");
    List<String> old = Families.modules(host, name);
    if (old.isEmpty()) {
      InstalledModule.require(host, name);
    }
    ShippedComponents components = read(directory, tree);
    Plan plan = new Plan();
    components.modules().forEach(m -> plan.add(old, m.master(), m.systemText()));
    install(components, plan.systems, gone(old, plan));
    return plan.dropped;
  }

  /** The system files of a new version's modules, with what their administrator planned. */
  private final class Plan {

    private final Map<String, String> systems = new LinkedHashMap<>();
    private final List<Problem> dropped = new ArrayList<>();

    private void add(List<String> old, MasterFile master, String text) {
      String module = master.module();
      if (old.contains(module)) {
        KeptSettings kept =
            KeptSettings.carry(
                InstalledModule.system(host, module),
                text,
                master,
                MachineTunables.of(host, host.path(Layout.SYSTEM)));
        systems.put(module, kept.text());
        dropped.addAll(kept.dropped());
      } else {
        requireFreeMember(module);
        systems.put(module, text);
      }
    }
  }

  /** The modules that the new version doesn't make any more; no kernel has them. */
  private List<String> gone(List<String> old, Plan plan) {
    List<String> gone = old.stream().filter(module -> !plan.systems.containsKey(module)).toList();
    gone.forEach(this::requireUnregistered);
    return gone;
  }

  /**
   * Installs without code what comes built from elsewhere; where it is installed so already, the
   * files are replaced, and what its administrator planned is kept.
   *
   * @param masterText of a file that was checked
   * @param shipped the texts of the system files, by module; the new version may make others too
   * @return what could not be kept
   */
  public List<Problem> putBuilt(String masterText, Map<String, String> shipped) throws IOException {
    List<String> old = Families.modules(host, name);
    Plan plan = planBuilt(old, masterText, shipped);
    install(Optional.empty(), masterText, plan.systems, gone(old, plan));
    return plan.dropped;
  }

  /**
   * The same as steps of a change that does more.
   *
   * @return what will not be kept
   */
  public List<Problem> putBuilt(
      String masterText, Map<String, String> shipped, Transaction transaction) throws IOException {
    List<String> old = Families.modules(host, name);
    Plan plan = planBuilt(old, masterText, shipped);
    add(Optional.empty(), masterText, plan.systems, gone(old, plan), transaction);
    return plan.dropped;
  }

  /** Refuses what {@link #putBuilt} would refuse, and changes nothing. */
  public void checkBuilt(String masterText, Map<String, String> shipped) {
    List<String> old = Families.modules(host, name);
    List<String> _ = gone(old, planBuilt(old, masterText, shipped));
  }

  private Plan planBuilt(List<String> old, String masterText, Map<String, String> shipped) {
    if (old.isEmpty()) {
      for (Path place : InstalledFiles.of(host, name)) {
        refuse(name, place, "'kminstall -d " + name + "' takes the rest away");
      }
      requireFree(name);
    }
    Plan plan = new Plan();
    for (MasterFile master : MasterFile.parseAll(name, name, masterText)) {
      String module = master.module();
      if (shipped.containsKey(module)) {
        plan.add(old, master, shipped.get(module));
      } else if (old.contains(module)) {
        plan.add(old, master, Texts.read(host.path(Layout.system(module))));
      }
    }
    return plan;
  }

  /**
   * Takes the files away, registered as the modules may be: others that make the same modules take
   * their place at once.
   */
  public void withdraw() throws IOException {
    Transaction transaction = Transaction.begin(host);
    InstalledFiles.present(host, name).forEach(transaction::delete);
    transaction.commit();
  }

  /** Refuses an update that doesn't make a module any more which a kernel has. */
  private void requireUnregistered(String module) {
    for (FunctionSet set : FunctionSet.all(host)) {
      if (set.knows(module)) {
        throw new ProblemException(
            module,
            "the new version of "
                + name
                + " doesn't make it, and kernel "
                + set.release()
                + " has it registered",
            "'kmmodreg -U -M " + module + " -K " + set.release() + "' first");
      }
    }
  }

  private void requireFreeMember(String module) {
    if (!module.equals(name)) {
      for (Path place : InstalledFiles.ofMember(host, module)) {
        refuse(module, place, "'kminstall -d " + module + "' first");
      }
      requireFree(module);
    }
  }

  private static void refuse(String module, Path place, String todo) {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new ProblemException(module, "installed already: " + place + " is there", todo);
    }
  }

  private void requireFree(String module) {
    for (String other : InstalledModule.names(host)) {
      if (ModuleName.isSame(other, module)) {
        throw new ProblemException(
            module,
            "has the same kernel name as the installed " + other,
            "the kernel treats '-' and '_' alike: 'kminstall -d " + other + "' first");
      }
    }
  }

  private ShippedComponents read(Path directory, Path tree) throws IOException {
    Path code = host.path(Layout.code(name));
    if (directory.toAbsolutePath().toRealPath().startsWith(code)) {
      throw new ProblemException(
          code.toString(),
          "is the installed copy of the module itself",
          "change to the directory of its original files, or name it with -C");
    }
    return ShippedComponents.read(directory, tree, name);
  }

  private void install(ShippedComponents components, Map<String, String> systems, List<String> gone)
      throws IOException {
    install(Optional.of(components.code()), components.masterText(), systems, gone);
  }

  private void install(
      Optional<SourceTree> code, String master, Map<String, String> systems, List<String> gone)
      throws IOException {
    Transaction transaction = Transaction.begin(host);
    try {
      add(code, master, systems, gone, transaction);
    } catch (IOException e) {
      transaction.abandon();
      throw e;
    }
    transaction.commit();
  }

  private void add(
      Optional<SourceTree> code,
      String master,
      Map<String, String> systems,
      List<String> gone,
      Transaction transaction)
      throws IOException {
    if (code.isPresent()) {
      transaction.make(host.path(Layout.code(name)), code.get()::copyTo);
    }
    transaction.write(host.path(Layout.master(name)), bytes(master));
    for (Map.Entry<String, String> system : systems.entrySet()) {
      String module = system.getKey();
      if (!module.equals(name)) {
        transaction.make(
            host.entry(Layout.master(module)),
            aside -> Files.createSymbolicLink(aside, Path.of(name)));
      }
      transaction.write(host.path(Layout.system(module)), bytes(system.getValue()));
    }
    for (String module : gone) {
      if (module.equals(name)) { // its master file is the family's now
        transaction.delete(host.path(Layout.system(module)));
      } else {
        InstalledFiles.ofMember(host, module).forEach(transaction::delete);
      }
    }
    Withdrawal.removeBuilt(host, gone, transaction);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
