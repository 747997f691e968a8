package dlkm.dkms;

import dlkm.component.Families;
import dlkm.component.Texts;
import dlkm.funcset.FunctionSet;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.install.Withdrawal;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Component files that were made for packages, of which some outlive these. */
final class OrphanedComponents {

  private OrphanedComponents() {}

  /**
   * Deletes the component files of packages that are not added any more, unless a kernel has them.
   */
  static void sweep(DkmsSession session) {
    boolean _ =
        UnderStateLock.run(
            session.caller(),
            () -> {
              delete(session, Optional.empty(), Transaction.begin(session.host()));
              return true;
            });
  }

  /**
   * The same as a part of a change, without a word of others that need them, as with DKMS.
   *
   * @param going a package that the change takes away
   */
  static void delete(DkmsSession session, Optional<PackageVersion> going, Transaction transaction)
      throws IOException {
    transaction.orAbandon(
        () -> {
          Withdrawal.add(session.host(), orphans(session, going), transaction, _ -> {});
          transaction.check().commit();
        });
  }

  private static List<String> orphans(DkmsSession session, Optional<PackageVersion> going) {
    Host host = session.host();
    List<String> orphans = new ArrayList<>();
    for (String family : families(host)) {
      boolean added =
          session.tree().names("").stream()
              .filter(name -> PackageComponents.isOf(text(host, family), name))
              .flatMap(name -> session.tree().added(name, "").stream())
              .anyMatch(version -> !going.equals(Optional.of(version)));
      List<String> modules = Families.modules(host, family);
      boolean known =
          FunctionSet.all(host).stream().anyMatch(set -> modules.stream().anyMatch(set::knows));
      if (!added && !known) {
        orphans.add(family);
      }
    }
    return orphans;
  }

  private static String text(Host host, String family) {
    return Texts.read(host.path(Layout.master(family)));
  }

  /** The families whose component files were made for a package. */
  static List<String> families(Host host) {
    List<String> families = new ArrayList<>();
    for (String name : DirectoryNames.of(host.path(Layout.MASTERS))) {
      Path file = host.path(Layout.master(name));
      if (Files.isRegularFile(file)
          && Families.of(host, name).equals(name)
          && PackageComponents.isMade(text(host, name))) {
        families.add(name);
      }
    }
    return families;
  }
}
