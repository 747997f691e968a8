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
 * Looks at one module after the other in the order of the kernel's load_module(), with memory of
 * its own that serves all of them: each thread has one.
 */
final class Checker implements AutoCloseable {

  /** Few modules are larger. */
  private static final int FIRST = 4 << 20;

  private final KernelFacts facts;
  private final Resolver resolver;
  private final Map<String, String> options;
  private final Versions versions;
  private final Contents contents = new Contents(FIRST);

  /**
   * A checker of modules for a kernel.
   *
   * @param options the words that modules are given, by name
   */
  Checker(KernelFacts facts, Resolver resolver, Map<String, String> options) {
    this.facts = facts;
    this.resolver = resolver;
    this.options = options;
    versions = new Versions(facts.exports());
  }

  /** What was found of a module, and what it needs; the symbols are those that it needs first. */
  record Result(
      Path file, boolean asked, String name, List<Finding> findings, Map<String, String> needs) {}

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
      Finding finding =
          Finding.refuses(
              Kind.FORMAT,
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
    Subject subject;
    try {
      subject = new Subject(facts, FrameReader.read(new RawModule(data, signature.content())));
    } catch (FrameReader.Refused e) {
      List<Finding> findings = new ArrayList<>();
      // A kernel that taints itself says so later: it doesn't come that far.
      signature(signature, "")
          .filter(finding -> finding.severity() == Severity.REFUSES)
          .ifPresent(findings::add);
      findings.add(e.finding());
      return new Result(file, asked, "", findings, Map.of());
    }
    signature(signature, subject.name()).ifPresent(subject::add);
    run(subject);
    return new Result(file, asked, subject.name(), subject.findings(), subject.needs());
  }

  private Optional<Finding> signature(AppendedSignature signature, String name) {
    return SignatureCheck.check(facts, signature, name);
  }

  private void run(Subject subject) {
    if (!facts.policy().mayLoad()) {
      subject.add(
          Finding.refuses(
              Kind.PERMISSION,
              "EPERM",
              "the kernel loads no modules any more",
              "",
              "boot again; look for 'nomodule' and kernel.modules_disabled"));
    }
    versions.read(subject.frame());
    LayoutCheck.check(subject, versions);
    VermagicCheck.check(subject);
    OriginCheck.check(subject);
    LicenceCheck.check(subject);
    SectionCheck.check(subject);
    ExportCheck.sums(subject);
    SymbolCheck.check(subject, versions, resolver);
    RelocationCheck.check(subject);
    ExportCheck.duplicates(subject, resolver);
    ParameterCheck.check(subject, options.getOrDefault(subject.name(), ""));
    NameCheck.check(subject);
    AliasCheck.check(subject);
  }

  /**
   * A module that others may take symbols from. A file that is none exports nothing: that is said
   * when the file itself is looked at, and its user lacks the symbols.
   *
   * @return valid until the next file is looked at
   */
  Optional<Subject> exporter(Path file) {
    return exporter(facts, file, contents);
  }

  /** The same by the content of another reader's. */
  static Optional<Subject> exporter(KernelFacts facts, Path file, Contents contents) {
    try {
      ByteBuffer data = contents.read(file);
      AppendedSignature signature = AppendedSignature.read(data, data.limit());
      Subject subject =
          new Subject(facts, FrameReader.read(new RawModule(data, signature.content())));
      LicenceCheck.check(subject);
      return Optional.of(subject);
    } catch (FrameReader.Refused | ProblemException | IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    contents.close();
  }
}
