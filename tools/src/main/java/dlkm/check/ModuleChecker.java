package dlkm.check;

import dlkm.image.AppendedSignature;
import dlkm.image.RawModule;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks of one module after the other, in the order of the kernel's load_module(). Its buffers are
 * reused: each thread has a checker of its own.
 */
final class ModuleChecker implements AutoCloseable {

  /** Few modules are larger. */
  private static final int FIRST = 4 << 20;

  private final TargetKernel kernel;
  private final SymbolResolver resolver;
  private final Map<String, String> options;
  private final boolean aliases;
  private final ExpectedCrcs crcs;
  private final ContentReader contents = new ContentReader(FIRST);

  /**
   * A checker of modules for a kernel.
   *
   * @param options the words that modules are given, by name
   * @param aliases whether aliases are checked, by the kernel's module index
   */
  ModuleChecker(
      TargetKernel kernel, SymbolResolver resolver, Map<String, String> options, boolean aliases) {
    this.kernel = kernel;
    this.resolver = resolver;
    this.options = options;
    this.aliases = aliases;
    crcs = new ExpectedCrcs(kernel.exports());
  }

  /** The findings on a module, and its dependencies, each with the first symbol taken from it. */
  record Result(
      Path file,
      boolean asked,
      String name,
      List<CheckFinding> findings,
      Map<String, String> needs) {}

  Result check(Path file, boolean asked) {
    ByteBuffer data;
    try {
      data = contents.read(file);
    } catch (NoSuchFileException e) {
      throw new ProblemException(file.toString(), "is not there", "name a module's file");
    } catch (IOException e) {
      throw new ProblemException(
          file.toString(), "can't be read: " + e.getMessage(), "name a module's file");
    } catch (ProblemException e) {
      CheckFinding finding =
          CheckFinding.refuses(
              LoadStage.FORMAT,
              "ENOEXEC",
              e.problems().getFirst().what(),
              "",
              e.problems().getFirst().todo());
      return new Result(file, asked, "", List.of(finding), Map.of());
    }
    return check(file, asked, data);
  }

  private Result check(Path file, boolean asked, ByteBuffer data) {
    AppendedSignature signature = AppendedSignature.read(data, data.limit());
    CheckedModule module;
    try {
      module =
          new CheckedModule(
              kernel, LoadInfoReader.read(new RawModule(data, signature.content()), kernel));
    } catch (LoadInfoReader.Refused e) {
      List<CheckFinding> findings = new ArrayList<>();
      // A kernel that taints itself says so later: it doesn't come that far.
      signature(signature, "")
          .filter(finding -> finding.severity() == Severity.REFUSES)
          .ifPresent(findings::add);
      findings.add(e.finding());
      return new Result(file, asked, "", findings, Map.of());
    }
    signature(signature, module.name()).ifPresent(module::add);
    run(module);
    return new Result(file, asked, module.name(), module.findings(), module.needs());
  }

  private Optional<CheckFinding> signature(AppendedSignature signature, String name) {
    return SignatureCheck.check(kernel, signature, name);
  }

  private void run(CheckedModule module) {
    if (!kernel.policy().mayLoad()) {
      module.add(
          CheckFinding.refuses(
              LoadStage.PERMISSION,
              "EPERM",
              "module loading is disabled until reboot",
              "",
              "reboot without 'nomodule' and kernel.modules_disabled=1"));
    }
    crcs.read(module.loadInfo(), kernel.rules());
    LayoutCheck.check(module, crcs);
    VermagicCheck.check(module);
    OriginCheck.check(module);
    LicenceCheck.check(module);
    SectionCheck.check(module);
    ExportCheck.tables(module);
    SymbolCheck.check(module, crcs, resolver);
    RelocationCheck.check(module);
    ExportCheck.duplicates(module, resolver);
    ParameterCheck.check(module, options.getOrDefault(module.name(), ""));
    NameCheck.check(module);
    if (aliases) {
      AliasCheck.check(module);
    }
    BtfCheck.check(module);
  }

  /**
   * A module that others may take symbols from. A file that is none exports nothing: that is said
   * when the file itself is checked, and its user lacks the symbols.
   *
   * @return valid until the next file is read
   */
  Optional<CheckedModule> exporter(Path file) {
    return exporter(kernel, file, contents);
  }

  /** The same by the content of another reader's. */
  static Optional<CheckedModule> exporter(TargetKernel kernel, Path file, ContentReader contents) {
    try {
      ByteBuffer data = contents.read(file);
      AppendedSignature signature = AppendedSignature.read(data, data.limit());
      CheckedModule module =
          new CheckedModule(
              kernel, LoadInfoReader.read(new RawModule(data, signature.content()), kernel));
      LicenceCheck.check(module);
      return Optional.of(module);
    } catch (LoadInfoReader.Refused | ProblemException | IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    contents.close();
  }
}
