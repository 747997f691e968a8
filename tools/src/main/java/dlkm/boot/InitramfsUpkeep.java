package dlkm.boot;

import dlkm.host.Host;
import dlkm.host.InitramfsFile;
import dlkm.host.Notices;
import dlkm.host.Transaction;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a kernel's initramfs in step with the current generation: it carries the plan and the
 * modules of BOOT1 and BOOT2. {@link #prepare} builds aside, so that an initramfs that can't be
 * built changes nothing; {@link InitramfsCommit} puts it in place with the rest of a change.
 *
 * <p>What boots decides: {@code kminit} makes the generation current whose plan the initramfs had.
 */
public final class InitramfsUpkeep {

  /**
   * Set in a scratch machine whose command is rehearsed without the boot after it: the initramfs is
   * built outside then, where that takes seconds and not minutes.
   */
  public static final String LEAVE = "DLKM_LEAVE_INITRAMFS";

  /** Makes a generation current, once its initramfs is in place. */
  @FunctionalInterface
  public interface Commit {

    /** Does it; where this fails before the generation is current, the initramfs is put back. */
    void run() throws IOException;
  }

  private final InitramfsFiles files;
  private final InitramfsBuild build;
  private final Notices notice;

  /**
   * The initramfs of a kernel.
   *
   * @param set the kernel's function set directory
   * @param notice gets a line before work that takes long, and what a person has to do
   */
  public InitramfsUpkeep(Host host, String release, Path set, Notices notice) {
    this.files = new InitramfsFiles(host, release, set);
    this.build = new InitramfsBuild(host, release, notice);
    this.notice = notice;
  }

  /**
   * Builds aside what a generation needs that becomes current, and what one needs that the shutdown
   * makes current after it.
   */
  public InitramfsChange prepare(Path generation, Optional<Path> pending) throws IOException {
    InitramfsChange.Installed installed = prepareInstalled(generation);
    InitramfsChange.Held held =
        pending.isPresent()
            ? prepareHeld(pending.get(), generation, installed)
            : new InitramfsChange.Held.Delete();
    return new InitramfsChange(generation, installed, held);
  }

  private InitramfsChange.Installed prepareInstalled(Path generation) throws IOException {
    String plan = InitramfsFiles.plan(generation);
    if (plan.equals(files.installedPlan())) {
      return InitramfsChange.Installed.KEEP;
    }
    if (!files.isInstalled()) {
      missing(plan);
      return InitramfsChange.Installed.KEEP;
    }
    if (!build.canBuild(plan)) {
      return InitramfsChange.Installed.KEEP;
    }
    if (files.isUnknown() && carries(plan)) {
      return InitramfsChange.Installed.NOTE;
    }
    buildOrShare(generation, plan, files.file(InitramfsFile.NEW));
    return InitramfsChange.Installed.REPLACE;
  }

  /**
   * The kernel's package is about to build it, from the generation that is current then; or {@code
   * /boot} isn't mounted. The first command that sees one looks into it.
   */
  private void missing(String plan) throws IOException {
    if (!files.isUnknown()) {
      files.noteUnknown();
    }
    String loaded = BootPlan.loaded(plan);
    if (!loaded.isEmpty() && !plan.equals(files.currentPlan())) {
      notice.say(
          "kernel "
              + files.release()
              + " has no initramfs yet ("
              + files.installed()
              + "): until one carries them, not loaded at boot: "
              + loaded);
    }
  }

  private boolean carries(String plan) {
    try {
      InitramfsCheck.check(files.installed(), files.release(), plan);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private InitramfsChange.Held prepareHeld(
      Path generation, Path before, InitramfsChange.Installed installed) throws IOException {
    String plan = InitramfsFiles.plan(generation);
    if (plan.equals(InitramfsFiles.plan(before)) || !files.isInstalled()) {
      return new InitramfsChange.Held.Delete();
    }
    boolean replaced = installed == InitramfsChange.Installed.REPLACE;
    if (!replaced && files.isHeld(plan) || !build.canBuild(plan)) {
      return new InitramfsChange.Held.Keep();
    }
    buildOrShare(generation, plan, files.file(InitramfsFile.NEW_HELD));
    return new InitramfsChange.Held.Replace(plan);
  }

  private void buildOrShare(Path generation, String plan, Path to) throws IOException {
    if (!new KernelInitramfs(files).share(plan, to)) {
      build.build(generation, plan, to);
    }
  }

  /**
   * Makes the initramfs of a whole kernel, beside the installed one. Where none is installed, as
   * before the kernel's package has built it, there is nothing that it could take the place of.
   *
   * @throws ProblemException when it can't be built; one of that name stays as it was
   */
  public void buildKernel(String name, Path generation) throws IOException {
    KernelInitramfs kernels = new KernelInitramfs(files);
    String plan = InitramfsFiles.plan(generation);
    boolean isSame = plan.equals(files.installedPlan());
    if (!files.isInstalled() || !isSame && !build.canBuild(plan)) {
      Files.deleteIfExists(kernels.of(name));
    } else if (isSame) {
      KernelInitramfs.share(files.installed(), kernels.of(name));
    } else {
      Path built = files.file(InitramfsFile.NEW);
      build.build(generation, plan, built);
      Files.move(
          built,
          kernels.of(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Has a transaction give the installed initramfs a whole kernel's name: that of the kernel that
   * is the default until the transaction's change makes another one so, which doesn't depend on it.
   *
   * @param former its generation
   */
  public void keepFormer(String name, Path former, Transaction transaction) {
    KernelInitramfs kernels = new KernelInitramfs(files);
    try {
      if (!files.isUnknown() || carries(InitramfsFiles.plan(former))) {
        kernels.keepInstalled(name, transaction);
        return;
      }
    } catch (IOException e) {
      notice.say(name + ": has no initramfs for an entry of the boot loader: " + e);
    }
    Transaction _ = transaction.delete(kernels.of(name));
  }

  /**
   * Puts in place what was prepared.
   *
   * @param commit makes the generation current
   */
  public void install(InitramfsChange change, Commit commit) throws IOException {
    new InitramfsCommit(files, build, notice).run(change, commit);
  }

  /**
   * Builds the initramfs of a generation that isn't this machine's, to be tried.
   *
   * @return whether there was something to build
   */
  public boolean build(Path generation, Path to) throws IOException {
    String plan = InitramfsFiles.plan(generation);
    if (plan.equals(files.installedPlan()) || !build.canBuild(plan)) {
      return false;
    }
    build.build(generation, plan, to);
    return true;
  }

  /** Drops what was prepared, and what a killed command left. */
  public void abandon() throws IOException {
    for (InitramfsFile file :
        List.of(InitramfsFile.NEW, InitramfsFile.NEW_HELD, InitramfsFile.OLD)) {
      Files.deleteIfExists(files.file(file));
    }
    new KernelInitramfs(files).deleteNameless(notice);
    files.deleteAsides();
  }

  /** Builds what a killed command left undone, and what somebody else's work has made too old. */
  public void refresh(Path generation, Optional<Path> pending) throws IOException {
    install(prepare(generation, pending), () -> {});
  }

  /**
   * The same while an entry of the boot loader has another kernel current: what is installed and
   * held is the default kernel's, and stays, unless a command was killed that had replaced it.
   *
   * @param generation the default kernel's
   */
  public void refreshDefault(Path generation) throws IOException {
    if (files.isUnknown()) {
      install(
          new InitramfsChange(
              generation, prepareInstalled(generation), new InitramfsChange.Held.Keep()),
          () -> {});
    }
  }
}
