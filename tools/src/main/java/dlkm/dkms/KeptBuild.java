package dlkm.dkms;

import dlkm.compress.Compression;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.FileContent;
import dlkm.host.NewFiles;
import dlkm.image.ModuleImage;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What was built of a package for a kernel, as DKMS's tree has it. */
record KeptBuild(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  private static final String SYMBOLS = "Module.symvers";

  /** What the names of files end with that {@link #unpackTo} makes. */
  static final String UNPACKED = ".kept";

  /** Where the next build is prepared. */
  Path aside() {
    return AtomicFiles.aside(session.tree().built(version, kernel));
  }

  /** Prepares the modules and the log aside, for a change that puts them into the tree. */
  void prepare(DkmsConf conf, MakeLog log) throws IOException {
    Path aside = aside();
    AtomicFiles.deleteTree(aside);
    Files.createDirectories(aside.resolve("log"));
    Path directory = Files.createDirectories(aside.resolve("module"));
    NewFiles.write(aside.resolve("log/make.log"), log.toString());
    StringBuilder names = new StringBuilder();
    StringBuilder symbols = new StringBuilder();
    String suffix = ModuleSuffix.of(session.host(), kernel.release());
    var exports = new BuildArea(set()).exports();
    for (DkmsConf.Module module : conf.modules()) {
      Path file = directory.resolve(module.dest() + PackageTree.KO);
      NewFiles.copy(set().builtImage(module.built()), file, StandardCopyOption.REPLACE_EXISTING);
      pack(file, suffix);
      names.append(module.dest()).append('\n');
    }
    conf.builts().forEach(built -> symbols.append(exports.getOrDefault(built, "")));
    NewFiles.write(aside.resolve(PackageTree.MODULES), names);
    if (session.output().dialect().keepsSymbols()) {
      NewFiles.write(directory.resolve(SYMBOLS), symbols);
    }
    new BuildNeeds(session, version, kernel, conf).remember(aside);
    AtomicFiles.syncTree(aside);
  }

  private void pack(Path file, String suffix) {
    if (!suffix.isEmpty()) {
      Path _ =
          ModuleSuffix.pack(
              file, suffix, session.output().dialect().packer(suffix, session.framework(kernel)));
    }
  }

  /** Whether the build area has the images that are kept. */
  boolean areInBuildArea(List<DkmsConf.Module> modules) throws IOException {
    for (DkmsConf.Module module : modules) {
      if (!isInBuildArea(module)) {
        return false;
      }
    }
    return true;
  }

  private boolean isInBuildArea(DkmsConf.Module module) throws IOException {
    Path built = set().builtImage(module.built());
    var kept = BuiltFiles.find(session.tree(), version, kernel, module.dest());
    return Files.exists(built) && kept.isPresent() && isSame(built, kept.get());
  }

  /** Whether somebody else built it, and it was loaded from an archive or is DKMS's own. */
  boolean isForeign() {
    return session.tree().modules(version, kernel).isEmpty();
  }

  /** Makes a new directory with the modules, not packed. */
  void unpackTo(Path directory, List<DkmsConf.Module> modules) throws IOException {
    AtomicFiles.deleteTree(directory);
    Files.createDirectories(directory);
    for (DkmsConf.Module module : modules) {
      Path kept =
          BuiltFiles.find(session.tree(), version, kernel, module.dest())
              .orElseThrow(
                  () ->
                      new ProblemException(
                          BuiltFiles.missing(session.tree(), version, kernel, module.dest())));
      NewFiles.write(directory.resolve(module.built() + PackageTree.KO + UNPACKED), content(kept));
    }
  }

  /** A module's file that isn't packed: the kept one, or a new one in a directory. */
  Path plain(DkmsConf.Module module, Path directory) throws IOException {
    Path kept = BuiltFiles.find(session.tree(), version, kernel, module.dest()).orElseThrow();
    if (kept.toString().endsWith(PackageTree.KO)) {
      return kept;
    }
    Path file = Files.createDirectories(directory).resolve(module.built() + PackageTree.KO);
    NewFiles.write(file, content(kept));
    return file;
  }

  /**
   * Looks whether the files that are kept are modules.
   *
   * @throws DkmsException when one isn't (6)
   */
  void requireModules(List<DkmsConf.Module> modules) throws IOException {
    for (DkmsConf.Module module : modules) {
      Optional<Path> kept = BuiltFiles.find(session.tree(), version, kernel, module.dest());
      if (kept.isPresent()) {
        requireModule(kept.get());
      }
    }
  }

  private void requireModule(Path kept) throws IOException {
    try {
      ModuleImage _ = ModuleImage.parse(kept.toString(), content(kept));
    } catch (ProblemException e) {
      throw new DkmsException(
          6,
          e.problems().getFirst().thing() + ": " + e.problems().getFirst().what(),
          BuiltFiles.remedy(version, kernel) + " builds it again.");
    }
  }

  /** Keeps the images in the build area where none is kept. */
  void complete(List<DkmsConf.Module> modules) throws IOException {
    for (DkmsConf.Module module : modules) {
      if (BuiltFiles.find(session.tree(), version, kernel, module.dest()).isEmpty()) {
        Path kept = session.tree().image(version, kernel, module.dest());
        AtomicFiles.write(kept, FileContent.bytes(set().builtImage(module.built())));
        pack(kept, ModuleSuffix.of(session.host(), kernel.release()));
      }
    }
  }

  /** Whether two files have the same module, packed or not. */
  static boolean isSame(Path one, Path other) throws IOException {
    return Files.isRegularFile(one)
        && Files.isRegularFile(other)
        && (Files.mismatch(one, other) < 0 || Arrays.equals(content(one), content(other)));
  }

  private static byte[] content(Path file) throws IOException {
    return Compression.unpack(file.toString(), FileContent.bytes(file));
  }

  private FunctionSet set() {
    return new FunctionSet(session.host(), kernel.release());
  }
}
