package dlkm.cli;

import dlkm.declaration.ModuleType;
import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Host;
import dlkm.image.SmallElf;
import dlkm.registry.AccessNumbers;
import dlkm.registry.ImageFacts;
import dlkm.registry.Origin;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.SoftDependencies;
import dlkm.registry.SomeRegistrations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A machine below a root of its own: files as a kernel would show them, a registry made by us. */
final class FixtureMachine {

  static final String RELEASE = "6.1.0-fixture";

  private final Path root;
  private final FunctionSet set;
  private final StringBuilder loaded = new StringBuilder();

  FixtureMachine(Path root) throws IOException {
    this.root = root;
    set = new FunctionSet(new Host(root, Path.of("src/main")), RELEASE);
    file("/proc/sys/kernel/osrelease", RELEASE + "\n");
    file("/proc/modules", "");
    Files.createDirectories(root.resolve("lib/modules/" + RELEASE));
  }

  /** What a tool said and how it ended. */
  record Ran(int status, String out, String err) {}

  Ran run(String tool, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> words = new ArrayList<>(List.of(tool, "--root", root.toString()));
    words.addAll(List.of(arguments));
    int status =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            words.toArray(String[]::new));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  FunctionSet set() {
    return set;
  }

  void file(String path, String text) throws IOException {
    file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void file(String path, byte[] content) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** A line of {@code /proc/modules}. */
  void load(String line) throws IOException {
    loaded.append(line).append('\n');
    file("/proc/modules", loaded.toString());
  }

  void buildId(String module, String hex) throws IOException {
    byte[] id = HexFormat.of().parseHex(hex);
    ByteBuffer note = ByteBuffer.allocate(16 + id.length).order(ByteOrder.nativeOrder());
    note.putInt(4).putInt(id.length).putInt(3).put(new byte[] {'G', 'N', 'U', 0}).put(id);
    file("/sys/module/" + module + "/notes/.note.gnu.build-id", note.array());
  }

  void register(Registration registration) throws IOException {
    RegistrationChange.of(set, "tester", _ -> {})
        .register(registration, image(registration))
        .apply("test");
  }

  void holdUpdate(Registration registration) throws IOException {
    RegistrationChange.of(set, "tester", _ -> {})
        .hold(registration, image(registration))
        .apply("test");
  }

  private Path image(Registration registration) throws IOException {
    Path image = root.resolve("image.ko");
    Files.write(image, SmallElf.bigEndian32("name=" + registration.kernelName() + "\0"));
    return image;
  }

  /** Of a misc module that is part of the static kernel. */
  static Registration staticRegistration(String name, String buildId) {
    Registration plain = registration(name, ModuleType.MISC, buildId);
    return plain.withImage(SomeRegistrations.asStatic(plain.image()));
  }

  static Registration registration(String name, ModuleType type, String buildId) {
    return new Registration(
        name,
        Registration.UNREGISTERED,
        "1.2.3",
        type,
        "the " + name + " driver",
        new Phases(Set.of(SupportedPhase.RUN), Phase.AUTO, Phase.AUTO),
        new ImageFacts(
            SomeRegistrations.sum(name + buildId),
            Optional.of(buildId),
            Optional.empty(),
            RELEASE + ":unknown",
            SoftDependencies.NONE,
            false,
            false,
            List.of()),
        List.of(),
        List.of(),
        AccessNumbers.NONE,
        List.of(),
        new Origin(Instant.EPOCH, Optional.empty(), "tester"));
  }
}
