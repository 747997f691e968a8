package dlkm.install;

import dlkm.component.InstalledModule;
import dlkm.component.ShippedComponents;
import dlkm.conf.KeptSettings;
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
import java.util.List;

/**
 * Puts a module's component files into their places, all of them or none (spec §2.1, §4.1). It
 * neither configures nor registers anything. The caller holds the state lock.
 */
public final class Installation {

  private final Host host;
  private final String module;

  public Installation(Host host, String module) {
    this.host = host;
    this.module = module;
  }

  /** Installs a module that is not there yet ({@code kminstall -a}). */
  public void add(Path directory) throws IOException {
    for (Path place : places()) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        throw new ProblemException(
            module,
            "installed already: " + place + " is there",
            "update it with 'kminstall -u " + module + "'");
      }
    }
    for (String other : InstalledModule.names(host)) {
      if (ModuleName.isSame(other, module)) {
        throw new ProblemException(
            module,
            "has the same kernel name as the installed " + other,
            "the kernel treats '-' and '_' alike: 'kminstall -d " + other + "' first");
      }
    }
    ShippedComponents components = read(directory);
    install(components, components.systemText());
  }

  /**
   * Replaces the files of an installed module ({@code kminstall -u}), keeping what its
   * administrator planned.
   *
   * @return what could not be kept
   */
  public List<Problem> update(Path directory) throws IOException {
    var old = InstalledModule.system(host, module);
    ShippedComponents components = read(directory);
    KeptSettings kept = KeptSettings.carry(old, components.systemText(), components.master());
    install(components, kept.text());
    return kept.dropped();
  }

  private ShippedComponents read(Path directory) throws IOException {
    Path code = host.path(Layout.code(module));
    if (directory.toAbsolutePath().toRealPath().startsWith(code)) {
      throw new ProblemException(
          code.toString(),
          "is the installed copy of the module itself",
          "change to the directory of its original files, or name it with -C");
    }
    return ShippedComponents.read(directory, module);
  }

  private void install(ShippedComponents components, String system) throws IOException {
    Transaction transaction = Transaction.begin(host);
    try {
      transaction.make(host.path(Layout.code(module)), components.code()::copyTo);
      transaction.write(host.path(Layout.master(module)), bytes(components.masterText()));
      transaction.write(host.path(Layout.system(module)), bytes(system));
    } catch (IOException e) {
      transaction.abandon();
      throw e;
    }
    transaction.commit();
  }

  /** The module's installed files and directories, there or not. */
  public List<Path> places() {
    return List.of(
        host.path(Layout.master(module)),
        host.path(Layout.code(module)),
        host.path(Layout.system(module)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
