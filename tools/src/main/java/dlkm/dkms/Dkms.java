package dlkm.dkms;

import dlkm.host.Caller;
import dlkm.host.StateLock;
import dlkm.host.Superuser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The actions of {@code dkms}. */
public final class Dkms {

  /** All of them. */
  public static final List<String> ACTIONS =
      List.of(
          "add",
          "build",
          "install",
          "uninstall",
          "unbuild",
          "remove",
          "status",
          "autoinstall",
          "match",
          "mktarball",
          "ldtarball",
          "generate_mok");

  /** Those that are followed by the administrator's own command. */
  private static final List<String> TRANSACTIONS =
      List.of("install", "autoinstall", "uninstall", "unbuild", "remove");

  private final DkmsSession session;
  private final String template;

  /**
   * A command.
   *
   * @param template the kernel of {@code --templatekernel}; empty for none
   */
  public Dkms(
      Caller caller, DkmsRequest request, PackageTree tree, DkmsOutput output, String template) {
    this.session = DkmsSession.of(caller, request, tree, output);
    this.template = template;
  }

  /** The rows of {@code status}. */
  public List<PackageStatus> status() {
    return PackageStatus.of(session);
  }

  /**
   * Runs an action that changes something; commands wait for each other.
   *
   * @throws DkmsException when it can't be done, with the exit status
   */
  public void run(String action) {
    switch (action) {
      case "uninstall", "unbuild", "remove", "mktarball" -> {
        PackageVersion _ = session.added(action);
      }
      case "add", "build", "install" -> refuseAll(action);
      case "match" -> {
        if (session.request().kernels().size() > 1) {
          throw new DkmsException(
              4,
              "The action match does not support multiple kernel version parameters on the command"
                  + " line.");
        }
        refuseAll(action);
      }
      default -> {}
    }
    requireRoot(action);
    try (StateLock _ =
        StateLock.takeDkms(session.host(), session.caller().tool(), session.caller()::say)) {
      change(action);
      if (TRANSACTIONS.contains(action)) {
        session.kernels().stream().limit(1).forEach(new AfterTransaction(session)::run);
      }
    }
  }

  private void refuseAll(String action) {
    if (session.request().all()) {
      throw new DkmsException(5, "The action " + action + " does not support the --all parameter.");
    }
  }

  private void requireRoot(String action) {
    if (session.host().isThisMachine() && !Superuser.isCaller()) {
      boolean tree = List.of("add", "build", "remove", "unbuild").contains(action);
      throw new DkmsException(
          1,
          tree
              ? "No write access to DKMS tree at " + session.tree().tree()
              : "You must be root to use this command.");
    }
  }

  private void change(String action) {
    switch (action) {
      case "add" -> {
        PackageVersion _ = new PackageAddition(session).run();
      }
      case "ldtarball" -> {
        PackageAddition addition = new PackageAddition(session);
        PackageVersion _ = addition.add(new PackageTarball(session).load());
      }
      case "build" -> {
        DkmsSession own = ready(action);
        PackageVersion version = own.named(action);
        own.kernels().forEach(kernel -> new PackageBuild(own, version, kernel).runOnce());
      }
      case "install" -> {
        DkmsSession own = ready(action);
        PackageVersion version = own.named(action);
        own.kernels().forEach(kernel -> new PackageInstall(own, version, kernel).runOnce());
      }
      case "uninstall" -> {
        PackageRemoval removal = new PackageRemoval(session, session.added(action));
        session.kernels().forEach(removal::uninstallOnce);
      }
      case "unbuild" ->
          new PackageRemoval(session, session.added(action)).unbuild(session.kernels());
      case "remove" -> new PackageRemoval(session, session.added(action)).remove(session.kernels());
      case "autoinstall" -> new Autoinstall(session).run();
      case "match" -> new KernelMatch(session, template).run();
      case "generate_mok" -> generateKeys();
      case "mktarball" -> new PackageTarball(session).make(session.added(action));
      default -> throw new IllegalArgumentException(action);
    }
  }

  private void generateKeys() {
    String release = DkmsSession.runningRelease();
    if (!Framework.read(session.host(), release, session.output())
        .keys()
        .generate(session.output())) {
      throw new DkmsException(1, "There is no key.", "Modules won't be signed.");
    }
  }

  /** A directory or an archive may be built without being added before. */
  private DkmsSession ready(String action) {
    DkmsRequest request = session.request();
    if (!request.name().isEmpty() || !request.version().isEmpty()) {
      return session;
    }
    PackageAddition addition = new PackageAddition(session);
    String directory = request.place().directory();
    if (!directory.isEmpty()) {
      PackageVersion version = addition.copySources(Path.of(directory));
      return added(addition, version);
    }
    String archive = request.place().archive();
    if (!archive.isEmpty() && Files.exists(Path.of(archive))) {
      return added(addition, new PackageTarball(session).load());
    }
    PackageVersion version = session.named(action);
    return session.with(request.of(version));
  }

  private DkmsSession added(PackageAddition addition, PackageVersion version) {
    if (!session.tree().isAdded(version)) {
      PackageVersion _ = addition.add(version);
    }
    return session.with(session.request().of(version));
  }
}
