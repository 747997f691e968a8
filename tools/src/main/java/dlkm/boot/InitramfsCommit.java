package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.InitramfsFile;
import dlkm.host.Notices;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Puts a prepared initramfs in place together with the rest of a change: renamed over the installed
 * one before the generation becomes current, and back where that fails.
 *
 * @param notice gets what a person has to do
 */
record InitramfsCommit(InitramfsFiles files, InitramfsBuild build, Notices notice) {

  void run(InitramfsChange change, InitramfsUpkeep.Commit commit) throws IOException {
    if (change.installed() == InitramfsChange.Installed.REPLACE) {
      replace(change.generation(), commit);
    } else {
      commit.run();
    }
    try {
      if (change.installed() != InitramfsChange.Installed.KEEP) {
        settle(change.generation());
      }
      settle(change.held());
    } catch (IOException | ProblemException e) {
      notice.say("the next command finishes what concerns the initramfs: " + e);
    }
  }

  private void replace(Path generation, InitramfsUpkeep.Commit commit) throws IOException {
    String before = files.installedPlan();
    files.noteUnknown();
    keepOld();
    try {
      rename(InitramfsFile.NEW, files.installed());
      commit.run();
    } catch (IOException | RuntimeException e) {
      if (!files.isCurrent(generation)) {
        putBack(before, e);
      }
      throw e;
    }
  }

  private void keepOld() throws IOException {
    Path old = files.file(InitramfsFile.OLD);
    Files.deleteIfExists(old);
    try {
      Files.createLink(old, files.installed());
    } catch (IOException | UnsupportedOperationException e) {
      // FAT has no hard links. That matters when it would have to be put back, and is said then.
    }
  }

  private void rename(InitramfsFile from, Path to) throws IOException {
    Files.move(
        files.file(from), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    AtomicFiles.syncDirectory(to.getParent());
  }

  private void putBack(String plan, Exception why) {
    try {
      rename(InitramfsFile.OLD, files.installed());
      // Still there where both were the same file.
      Files.deleteIfExists(files.file(InitramfsFile.OLD));
      files.noteInstalled(plan);
    } catch (IOException e) {
      why.addSuppressed(e);
      notice.say(
          "the initramfs of kernel "
              + files.release()
              + " can't be put back: the next command that changes something builds it anew: "
              + e);
    }
  }

  /** What follows the point of no return; the note comes last, so that all this is done. */
  private void settle(Path generation) throws IOException {
    Files.deleteIfExists(files.file(InitramfsFile.OLD));
    build.tellBootLoader(files.installed());
    String plan = InitramfsFiles.plan(generation);
    if (plan.equals(files.lastKnownGoodPlan())) {
      TrialBoot.end(files.host(), files.release());
    } else {
      TrialBoot.begin(files.host(), files.release()).ifPresent(notice::say);
    }
    Files.deleteIfExists(SetFile.WENT_BACK.in(files.set()));
    files.noteInstalled(plan);
  }

  private void settle(InitramfsChange.Held held) throws IOException {
    switch (held) {
      case InitramfsChange.Held.Keep() -> {}
      case InitramfsChange.Held.Delete() -> {
        files.forgetHeld();
        Files.deleteIfExists(files.file(InitramfsFile.HELD));
      }
      case InitramfsChange.Held.Replace(String plan) -> {
        files.forgetHeld();
        rename(InitramfsFile.NEW_HELD, files.file(InitramfsFile.HELD));
        files.noteHeld(plan);
      }
    }
  }
}
