package dlkm.plan;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A machine below a root of its own, on which small misc modules are installed. */
public record InstalledModules(Host host, InstalledKernel kernel) {

  private static final String RELEASE = "6.1.0-test";

  /** A machine with one kernel, which has the modules usb-core (built in) and loop. */
  public InstalledModules(Path root) throws IOException {
    this(new Host(root, Path.of(".")), kernel(root));
  }

  private static InstalledKernel kernel(Path root) throws IOException {
    Path modules = Files.createDirectories(root.resolve("lib/modules").resolve(RELEASE));
    Files.writeString(modules.resolve("modules.builtin"), "kernel/drivers/usb/usb-core.ko\n");
    Files.writeString(modules.resolve("modules.order"), "kernel/drivers/block/loop.ko\n");
    return InstalledKernel.find(new Host(root, Path.of(".")), Optional.of(RELEASE));
  }

  /** The same machine with a kernel of its host, to build for. */
  public InstalledModules with(InstalledKernel other) {
    return new InstalledModules(host, other);
  }

  /** Installs a wrapped module that declares these dependencies. */
  public void install(String module, String... needed) throws IOException {
    StringBuilder dependencies = new StringBuilder();
    for (String other : needed) {
      dependencies.append(module).append(' ').append(other).append('\n');
    }
    write(
        "/var/lib/dlkm/master.d/" + module,
        """
        $VERSION
        1
        $$$
        $LOADABLE
        $$$
        $INTERFACE
        base
        $$$
        $TYPE
        %s misc
        $$$
        %s$LINUX
        license GPL
        $$$
        """
            .formatted(
                module, needed.length == 0 ? "" : "$DRIVER_DEPENDENCY\n" + dependencies + "$$$\n"));
    write("/etc/dlkm/system.d/" + module, "$VERSION 1\n$CONFIGURE Y\n$LOADABLE Y\n$TUNABLE\n");
    write("/var/lib/dlkm/km.d/" + module + "/mod.c", "");
  }

  /** Makes the code of an installed module that of a native one. */
  public void nativeCode(String module, String kbuild, String source) throws IOException {
    Files.delete(host.path("/var/lib/dlkm/km.d/" + module + "/mod.c"));
    write("/var/lib/dlkm/km.d/" + module + "/Kbuild", kbuild);
    write("/var/lib/dlkm/km.d/" + module + "/" + module + ".c", source);
  }

  /** Writes a file of the machine. */
  public void write(String path, String text) throws IOException {
    Path file = host.path(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Replaces the plan of an installed module. */
  public void plan(String module, String text) throws IOException {
    Files.writeString(host.path(Layout.system(module)), text);
  }

  public void append(String path, String text) throws IOException {
    Files.writeString(host.path(path), text, StandardOpenOption.APPEND);
  }

  /** Replaces something in a master file. */
  public void edit(String module, String old, String with) throws IOException {
    Path master = host.path("/var/lib/dlkm/master.d/" + module);
    String text = Files.readString(master);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(old);
    }
    Files.writeString(master, text.replace(old, with));
  }

  /** Where a line of a master file is, as problems say it. */
  public String place(String module, String line) throws IOException {
    Path master = host.path("/var/lib/dlkm/master.d/" + module);
    return master + ":" + (Files.readAllLines(master).indexOf(line) + 1);
  }

  /** The plans of modules, none of which is built yet. */
  public List<ModulePlan> plans(String... modules) {
    return plans(Set.of(), modules);
  }

  /** The plans of modules, beside others that are built already. */
  public List<ModulePlan> plans(Set<String> available, String... modules) {
    BuildPlanner planner =
        new BuildPlanner(PlanFiles.installed(host), kernel, available, BuildPlanner.Scope.LOADABLE);
    planner.readMasters(List.of(modules));
    planner.readSystems();
    return planner.plan();
  }
}
