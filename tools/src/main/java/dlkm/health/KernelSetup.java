package dlkm.health;

import dlkm.funcset.FunctionSet;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modtree.Kmod;
import dlkm.plan.IncludedModules;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An installed kernel: its headers, its index, the planned modules, modules of DKMS. */
record KernelSetup(InstalledKernel kernel, Findings findings) {

  void examine(PlannedModules planned) {
    if (!Files.exists(kernel.image())) {
      return; // what a removed kernel left, or a directory of somebody else's
    }
    index();
    findings.examine("kmod", release(), this::packed);
    headers(planned);
    registered(planned);
    dkms();
  }

  void index() {
    Path index = kernel.modules().resolve("modules.dep");
    if (!Files.exists(index)) {
      add(
          "module-index",
          index.toString(),
          "is missing: no module is found",
          "depmod " + release());
    }
  }

  private void headers(PlannedModules planned) {
    if (planned.names().isEmpty()) {
      return;
    }
    findings.examine("headers", release(), kernel::headers);
    findings.examine("gcc", release(), new Compiler(kernel, findings)::examine);
  }

  /** A kernel from elsewhere may have its modules packed in a way that this kmod can't read. */
  private void packed() throws IOException {
    Path own = kernel.modules().resolve("kernel");
    if (!Files.isDirectory(own)) {
      return;
    }
    Kmod kmod = Kmod.read(Kmod.program(kernel.host()));
    try (Stream<Path> files = Files.walk(own)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(kmod::isForeign)
          .findFirst()
          .ifPresent(
              name ->
                  add(
                      "kmod",
                      name,
                      "is packed in a way that the installed kmod can't read: no module is found",
                      "install a kmod whose 'kmod --version' tells of that"));
    }
  }

  void registered(PlannedModules planned) {
    FunctionSet set = new FunctionSet(kernel.host(), release());
    for (String module : planned.names()) {
      if (IncludedModules.excluded(kernel, module).isEmpty() && !knows(set, module)) {
        add(
            "unregistered",
            module,
            "is planned, and not registered with kernel " + release(),
            "config -K " + release() + " -M " + module + " -u");
      }
    }
  }

  /** A damaged registry is told of once, by another check. */
  private static boolean knows(FunctionSet set, String module) {
    try {
      return set.knows(module);
    } catch (ProblemException e) {
      return true;
    }
  }

  /** Where our dkms is in DKMS's place, no command updates the modules that DKMS built. */
  private void dkms() {
    Host host = kernel.host();
    if (!Files.isSymbolicLink(host.entry("/usr/sbin/dkms"))) {
      return;
    }
    String place = Layout.modules(release()) + "/updates/dkms";
    for (String name : DirectoryNames.of(host.path(place))) {
      Path file = host.entry(place + "/" + name);
      if (name.contains(".ko") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        add(
            "dkms",
            file.toString(),
            "is built by DKMS and not registered",
            "dkms install --force PACKAGE/VERSION -k " + release() + " replaces it");
      }
    }
  }

  private String release() {
    return kernel.release();
  }

  private void add(String check, String thing, String what, String remedy) {
    findings.add(check, release(), thing, what, remedy);
  }
}
