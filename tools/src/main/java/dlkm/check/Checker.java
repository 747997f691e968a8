package dlkm.check;

import dlkm.image.AppendedSignature;
import dlkm.image.Packed;
import dlkm.image.RawModule;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at one module after the other in the order of the kernel's load_module(), with memory of
 * its own that serves all of them: each thread has one.
 */
final class Checker {

  private static final int FIRST = 4 << 20;

  private final KernelFacts facts;
  private final Resolver resolver;
  private final Map<String, String> options;
  private final Versions versions;
  private ByteBuffer memory = ByteBuffer.allocateDirect(FIRST);

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
    try {
      read(file);
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
    return check(file, asked, memory, memory.limit());
  }

  /** Makes the file the memory's content, unpacked. */
  private void read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new ProblemException(file.toString(), "is larger than any module", "");
      }
      room((int) size);
      memory.clear().limit((int) size);
      while (memory.hasRemaining() && channel.read(memory) >= 0) {
        // A file may come in several pieces.
      }
      memory.flip();
    }
    if (memory.limit() > 4 && memory.get(0) != 0x7f) {
      byte[] packed = new byte[memory.limit()];
      memory.get(0, packed);
      byte[] bytes = Packed.unpack(file.toString(), packed);
      room(bytes.length);
      memory.clear().put(0, bytes).limit(bytes.length);
    }
  }

  private void room(int size) {
    if (memory.capacity() < size) {
      memory = ByteBuffer.allocateDirect(Math.max(size, memory.capacity() * 2));
    }
  }

  private Result check(Path file, boolean asked, ByteBuffer data, int size) {
    AppendedSignature signature = AppendedSignature.read(data, size);
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

  /** The frame of a module that others take symbols from, in memory of its own. */
  static Subject frame(KernelFacts facts, ByteBuffer data, int size) throws FrameReader.Refused {
    AppendedSignature signature = AppendedSignature.read(data, size);
    Subject subject =
        new Subject(facts, FrameReader.read(new RawModule(data, signature.content())));
    LicenceCheck.check(subject);
    return subject;
  }
}
