package dlkm.saved;

import dlkm.component.InstalledModule;
import dlkm.component.TextEdits;
import dlkm.component.Texts;
import dlkm.declaration.SystemFile;
import dlkm.declaration.SystemText;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of the plan: system files, the HP-UX system file, and loadmods. */
public final class SavedPlan {

  private SavedPlan() {}

  /** Whether a path of the machine is that of a file of the plan. */
  static boolean isOne(String path) {
    return path.equals(Layout.SYSTEM) || path.equals(Layout.LOADMODS) || !module(path).isEmpty();
  }

  /** The module whose system file it is; empty for other files. */
  static String module(String path) {
    String directory = Layout.SYSTEMS + "/";
    String name = path.startsWith(directory) ? path.substring(directory.length()) : "";
    return ModuleName.isValid(name) ? name : "";
  }

  /** The present texts, by path. */
  public static SortedMap<String, String> read(Host host) throws IOException {
    SortedMap<String, String> plan = new TreeMap<>();
    put(host, Layout.SYSTEM, plan);
    put(host, Layout.LOADMODS, plan);
    for (String name : DirectoryNames.of(host.path(Layout.SYSTEMS))) {
      if (ModuleName.isValid(name)) {
        put(host, Layout.system(name), plan);
      }
    }
    return plan;
  }

  private static void put(Host host, String path, SortedMap<String, String> plan)
      throws IOException {
    Path file = host.path(path);
    if (Files.isRegularFile(file)) {
      plan.put(path, Texts.read(file));
    }
  }

  /**
   * What a saved plan makes of the present one: a module that is not installed any more has no
   * plan, one that was installed since is not used.
   */
  public static SortedMap<String, String> of(Host host, SortedMap<String, String> saved)
      throws IOException {
    return of(host, read(host), saved);
  }

  /** The same, of the present texts that are read already. */
  static SortedMap<String, String> of(
      Host host, SortedMap<String, String> now, SortedMap<String, String> saved) {
    SortedMap<String, String> then = new TreeMap<>();
    saved.forEach(
        (path, text) -> {
          String module = module(path);
          if (module.isEmpty() || InstalledModule.isInstalled(host, module)) {
            then.put(path, text);
          }
        });
    now.forEach(
        (path, text) -> {
          if (!module(path).isEmpty()) {
            then.putIfAbsent(path, SystemText.set(text, "$CONFIGURE", "N"));
          }
        });
    return then;
  }

  /** Edits that hold a plan. */
  public static TextEdits edits(Host host, SortedMap<String, String> plan) {
    TextEdits edits = new TextEdits(host);
    edits.set(host.path(Layout.SYSTEM), plan.getOrDefault(Layout.SYSTEM, ""));
    plan.forEach((path, text) -> edits.set(host.path(path), text));
    return edits;
  }

  /**
   * A registry whose modules are used where a plan says so: what the recovery would make of the
   * two.
   */
  public static Registry agreed(Registry registry, SortedMap<String, String> plan) {
    Registry agreed = registry;
    for (Registration registration : registry.all()) {
      String path = Layout.system(registration.module());
      String text = plan.get(path);
      if (text != null && !registration.isStatic()) {
        boolean used = isUsed(path, text).orElse(registration.phases().used());
        agreed = agreed.replace(registration.withPhases(registration.phases().used(used)));
      }
    }
    return agreed;
  }

  /** Nothing where the plan can't be read: it changes nothing then. */
  private static Optional<Boolean> isUsed(String path, String text) {
    try {
      return Optional.of(SystemFile.parse(path, text).isConfigured());
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** Prepares the change of the present plan; returns whether there is any. */
  public static boolean prepare(Host host, SortedMap<String, String> then, Transaction transaction)
      throws IOException {
    SortedMap<String, String> now = read(host);
    boolean any = false;
    for (String path : now.keySet()) {
      if (!then.containsKey(path)) {
        transaction.delete(host.path(path));
        any = true;
      }
    }
    for (var file : then.entrySet()) {
      if (!file.getValue().equals(Texts.readOrEmpty(host.path(file.getKey())))) {
        TextEdits.write(host, transaction, host.path(file.getKey()), file.getValue());
        any = true;
      }
    }
    return any;
  }
}
