package dlkm.dkms;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.GenerationCleanup;
import dlkm.funcset.IndexFiles;
import dlkm.host.Caller;
import dlkm.host.FilesBefore;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.StateLock;
import dlkm.host.Superuser;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The actions of {@code dkms}. */
public final class Dkms {

  /** All actions that some version of DKMS has. */
  public static List<String> actions() {
    return new Dialect322().actions();
  }

  /** The version of DKMS that this machine's commands speak. */
  public static Dialect machinesDialect() {
    Host host = new Host(Path.of("/"), Path.of("/"));
    return Framework.read(host, DkmsSession.runningRelease(), _ -> {}).dialect();
  }

  /**
   * Refuses a machine that doesn't tell its distribution, where DKMS does.
   *
   * @throws DkmsException for one (4)
   */
  public static void requireDistribution(Host host, Dialect dialect) {
    if (dialect.needsDistribution() && host.isThisMachine() && !Dialects.isTold(host)) {
      throw new DkmsException(4, "System is missing os-release file.");
    }
  }

  /** Those that are followed by the administrator's own command. */
  private static final List<String> TRANSACTIONS =
      List.of("install", "autoinstall", "uninstall", "unbuild", "remove");

  private final DkmsSession session;
  private final Framework framework;
  private final String template;

  /**
   * A command.
   *
   * @param framework the settings, as they are for the running kernel
   * @param tree that the command line may name instead of theirs
   * @param template the kernel of {@code --templatekernel}; empty for none
   */
  public Dkms(
      Caller caller,
      DkmsRequest request,
      Framework framework,
      PackageTree tree,
      DkmsOutput output,
      String template) {
    this.session = DkmsSession.of(caller, request, framework, tree, output);
    this.framework = framework;
    this.template = template;
  }

  /** The rows of {@code status}. */
  public List<PackageStatus> status() {
    finish();
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
      case "add", "build", "install" -> {
        refuseAll(action);
        DkmsRequest request = session.request();
        if (!action.equals("add") && !request.name().isEmpty() && !request.version().isEmpty()) {
          session.requireWhole(new PackageVersion(request.name(), request.version()));
        }
      }
      default -> requireOneKernel(action);
    }
    requireRoot(action);
    try (StateLock lock =
        StateLock.takeDkms(session.host(), session.caller().tool(), session.caller()::say)) {
      if (isUnfinished()) {
        recover(lock.isOwn());
      }
      // Those that something is built for are none any more afterwards.
      List<KernelTarget> kernels = session.kernels();
      if (changed(action) && TRANSACTIONS.contains(action)) {
        new AfterTransaction(session)
            .run(kernels.isEmpty() ? new KernelTarget("", "") : kernels.getFirst());
      }
    }
  }

  /**
   * Finishes a change that was cut off, of which half would be seen else. Readers never wait, so
   * not where a command is at work; without the rights for it, half is seen.
   */
  private void finish() {
    Host host = session.host();
    try {
      if (isUnfinished()
          && (Superuser.isCaller() || !host.isThisMachine())
          && StateLock.isDkmsFree(host)
          && StateLock.isFree(host)) {
        boolean _ = UnderStateLock.run(session.caller(), () -> true);
      }
    } catch (IOException | UncheckedIOException | ProblemException | PartlyDoneException e) {
      session.caller().say("a step of an earlier change: is still not done: " + e.getMessage());
    }
  }

  /** Whether an earlier change was cut off; many commands of DKMS's find nothing to do. */
  private boolean isUnfinished() {
    Host host = session.host();
    return Files.exists(host.path(Layout.JOURNAL))
        || FilesBefore.isLeft(host)
        || FunctionSet.all(host).stream()
            .anyMatch(
                set ->
                    new IndexFiles(set).isBehind() || new GenerationCleanup(set).isAnythingAside());
  }

  /**
   * Finishes it. Whose build was cut off doesn't hold the lock of the tree any more.
   *
   * @param own whether this process has the lock, so that nobody else looks
   */
  private void recover(boolean own) {
    boolean _ =
        UnderStateLock.run(
            session.caller(),
            () -> {
              if (own) {
                FilesBefore.takeBackAll(session.host());
              }
              return true;
            });
  }

  private void requireOneKernel(String action) {
    if (!session.output().dialect().wantsOneKernel(action)) {
      return;
    }
    refuseAll(action);
    int kernels = session.request().kernels().size();
    if (action.startsWith("kernel_") && kernels != 1) {
      throw new DkmsException(
          4,
          "The action "
              + action
              + " requires exactly one kernel version parameter on the command line.");
    }
    if (kernels > 1) {
      throw new DkmsException(
          4,
          "The action "
              + action
              + " does not support multiple kernel version parameters on the command line.");
    }
  }

  private void refuseAll(String action) {
    if (session.request().all()) {
      throw new DkmsException(5, "The action " + action + " does not support the --all parameter.");
    }
  }

  private void requireRoot(String action) {
    boolean tree = List.of("add", "build", "remove", "unbuild").contains(action);
    boolean user = session.host().isThisMachine() && !Superuser.isCaller();
    if (tree && (user || isMisspelt(session.tree()))) {
      throw new DkmsException(1, "No write access to DKMS tree at " + session.tree().tree());
    }
    if (user && action.equals("mktarball")) {
      throw new DkmsException(9, "Missing write permissions for " + tarballs() + ".");
    }
    if (user) {
      throw new DkmsException(1, "You must be root to use this command.");
    }
  }

  private String tarballs() {
    String archive = session.request().place().archive();
    int slash = archive.lastIndexOf('/');
    return slash < 0
        ? session.tree().shown(session.named("mktarball")) + "/tarball/"
        : archive.substring(0, slash);
  }

  /** Another tree than the usual one has to be there. */
  private static boolean isMisspelt(PackageTree tree) {
    return !tree.tree().equals(Layout.DKMS) && !Files.isDirectory(tree.host().path(tree.tree()));
  }

  /** Makes the change; one that fails may have done a part. Returns whether something changed. */
  private boolean changed(String action) {
    try {
      return change(action);
    } finally {
      new FailedBuilds(session.caller()).forget();
    }
  }

  /** Returns whether something may have changed. */
  private boolean change(String action) {
    switch (action) {
      case "add" -> {
        end(new PackageAddition(session).run());
      }
      case "ldtarball" -> {
        PackageVersion version = new PackageTarball(session).load();
        if (!session.tree().isAdded(version)) {
          end(new PackageAddition(session).add(version));
        }
      }
      case "build" -> {
        DkmsSession own = ready();
        PackageVersion version = own.named(action);
        forEach(own, kernel -> new PackageBuild(own, version, kernel).runOnce());
      }
      case "install" -> {
        DkmsSession own = ready();
        PackageVersion version = own.named(action);
        forEach(own, kernel -> new PackageInstall(own, version, kernel).runOnce());
      }
      case "uninstall" -> {
        PackageRemoval removal = new PackageRemoval(session, session.added(action));
        session.kernels().forEach(removal::uninstallOnce);
      }
      case "unbuild" ->
          new PackageRemoval(session, session.added(action)).unbuild(session.kernels());
      case "remove" -> new PackageRemoval(session, session.added(action)).remove(session.kernels());
      case "autoinstall", "kernel_postinst" -> {
        return new Autoinstall(session).run();
      }
      case "kernel_preinst", "kernel_prerm" -> new KernelHooks(session, action).run();
      case "match" -> new KernelMatch(session, template).run();
      case "generate_mok" -> generateKeys();
      case "mktarball" -> new PackageTarball(session).make(session.added(action));
      default -> throw new IllegalArgumentException(action);
    }
    return true;
  }

  /** One kernel that fails keeps no other away; as with DKMS, the last one's end counts. */
  private static void forEach(DkmsSession session, Consumer<KernelTarget> step) {
    List<KernelTarget> kernels = session.kernels();
    for (KernelTarget kernel : kernels.subList(0, kernels.size() - 1)) {
      int _ = ToldFailure.statusOf(session, () -> step.accept(kernel), () -> true);
    }
    step.accept(kernels.getLast());
  }

  /** Ends with the status of a package's own program. */
  private static void end(int status) {
    if (status != 0) {
      throw DkmsException.told(status);
    }
  }

  private void generateKeys() {
    if (!framework.keys().generate(session.output())) {
      throw new DkmsException(1, "There is no usable key.", "Modules won't be signed.");
    }
  }

  /** A directory or an archive may be built without being added before. */
  private DkmsSession ready() {
    DkmsRequest request = session.request();
    if (!request.name().isEmpty() || !request.version().isEmpty()) {
      return session;
    }
    PackageAddition addition = new PackageAddition(session);
    String directory = request.place().directory();
    if (!directory.isEmpty()) {
      return session.of(addition.unadded(addition.copySources(Path.of(directory))));
    }
    String archive = request.place().archive();
    if (!archive.isEmpty() && Files.exists(Path.of(archive))) {
      return session.of(addition.unadded(new PackageTarball(session).load()));
    }
    if (!session.output().dialect().looksBeforeBuild()) {
      session.kernels().forEach(kernel -> session.preparation().begin(session, kernel));
    }
    return session.of(session.named("add"));
  }
}
