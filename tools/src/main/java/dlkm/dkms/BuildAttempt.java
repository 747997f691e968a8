package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.FilesBefore;
import dlkm.host.Host;
import dlkm.host.Transaction;
import dlkm.problem.PartlyDoneException;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A build of a package, for which its component files have to be installed before anybody knows how
 * it ends. Unless what it made is kept, closing it puts everything back; the next command does so
 * for one that was killed.
 */
final class BuildAttempt implements AutoCloseable {

  /** Ends the name of what a package's own program leaves that is killed after the build. */
  private static final String SCRIPT = ".post_build";

  private final PackageSources sources;
  private final FilesBefore before;
  private Optional<FilesBefore> script = Optional.empty();
  private boolean ended;

  private BuildAttempt(PackageSources sources, FilesBefore before) {
    this.sources = sources;
    this.before = before;
  }

  /** Begins one, before anything of it is there. */
  static BuildAttempt begin(PackageSources sources) {
    DkmsSession session = sources.session();
    FilesBefore before =
        UnderStateLock.run(
            session.caller(),
            () ->
                FilesBefore.keep(
                    session.host(),
                    sources.version().name(),
                    sources.places(),
                    List.of(session.tree().build(sources.version()), kept(sources).aside())));
    return new BuildAttempt(sources, before);
  }

  private static KeptBuild kept(PackageSources sources) {
    return new KeptBuild(sources.session(), sources.version(), sources.kernel());
  }

  /** Does a part of it; a step that is only partly done fails it, as all is taken back then. */
  void run(PartlyDoneException.Work work) throws IOException {
    try {
      work.run();
    } catch (PartlyDoneException e) {
      if (e.getCause() instanceof IOException why) {
        throw why;
      }
      throw e.takenBack();
    }
  }

  /** Puts into the tree what was prepared, which is the build's point of no return. */
  void keep() {
    Host host = sources.session().host();
    PackageTree tree = sources.session().tree();
    Path built = tree.built(sources.version(), sources.kernel());
    Path build = tree.build(sources.version());
    boolean scripts = !sources.conf().scripts().postBuild().isBlank();
    boolean _ =
        UnderStateLock.run(
            sources.session().caller(),
            () -> {
              if (scripts) {
                String name = sources.version().name() + SCRIPT;
                script = Optional.of(FilesBefore.keep(host, name, List.of(), List.of(build)));
              }
              Transaction transaction = Transaction.begin(host).replace(built);
              before.end(scripts ? transaction : transaction.delete(build));
              commit(transaction);
              return true;
            });
  }

  private void commit(Transaction transaction) throws IOException {
    try {
      transaction.commit();
      ended = true;
    } catch (PartlyDoneException e) {
      ended = true;
      throw e;
    }
  }

  /** All that it has changed counts already. */
  void end() throws IOException {
    before.end();
    ended = true;
  }

  @Override
  public void close() throws IOException {
    if (script.isPresent()) {
      script.get().end();
    }
    if (ended) {
      return;
    }
    boolean _ =
        UnderStateLock.run(
            sources.session().caller(),
            () -> {
              Path aside = kept(sources).aside();
              AtomicFiles.deleteTree(aside);
              AtomicFiles.prune(aside.getParent());
              before.takeBack();
              return true;
            });
  }
}
