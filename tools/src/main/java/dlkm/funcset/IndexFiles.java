package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.index.IndexUpdate;
import dlkm.index.ModuleIndex;
import dlkm.index.OurModule;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the kernel's module index up to date with the current generation. The file {@code indexed}
 * in the function set says what of our modules it was last made from; whoever is killed between the
 * swap and here leaves it different, and the next command comes here again.
 */
public final class IndexFiles {

  private static final String INDEXED = "indexed";

  private final FunctionSet set;

  public IndexFiles(FunctionSet set) {
    this.set = set;
  }

  /** Does nothing when the index is right already, or when the kernel isn't installed. */
  public void refresh() {
    try {
      Path modules = set.host().path("/lib/modules/" + set.release());
      if (set.current().isEmpty() || !Files.isDirectory(modules)) {
        return;
      }
      Path indexed = set.directory().resolve(INDEXED);
      List<OurModule> ours = ours();
      String wanted = state(ours);
      if (Files.exists(indexed) && Files.readString(indexed).equals(wanted)) {
        return;
      }
      update(modules, ours);
      AtomicFiles.write(indexed, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the index holds of our modules, hashed: most updates of an image don't change it. */
  private static String state(List<OurModule> ours) {
    return Sha256.of(ours.toString().getBytes(StandardCharsets.UTF_8)) + "\n";
  }

  private void update(Path modules, List<OurModule> ours) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : ModuleIndex.FILES) {
      Path file = modules.resolve(name);
      if (Files.exists(file)) {
        files.put(name, Files.readAllBytes(file));
      }
    }
    switch (ModuleIndex.update(files, ours)) {
      case IndexUpdate.Files(Map<String, byte[]> changed) -> {
        for (var file : changed.entrySet()) {
          AtomicFiles.write(modules.resolve(file.getKey()), file.getValue());
        }
      }
      case IndexUpdate.NeedsDepmod(String _) -> depmod();
    }
  }

  private List<OurModule> ours() throws IOException {
    List<OurModule> ours = new ArrayList<>();
    Generation current = set.current().orElseThrow();
    for (Registration registration : current.registry().all()) {
      Path image = current.image(registration);
      ours.add(
          OurModule.of(
              ModuleIndex.OURS + registration.imageFile(),
              ModuleImage.parse(image.toString(), Files.readAllBytes(image))));
    }
    return ours;
  }

  private void depmod() {
    Host host = set.host();
    List<String> command = new ArrayList<>(List.of("depmod"));
    if (!host.isThisMachine()) {
      command.addAll(List.of("-b", host.root().toString()));
    }
    command.add(set.release());
    Child child = Child.run(command);
    if (child.status() != 0) {
      throw new ProblemException(
          "depmod " + set.release(),
          "failed: " + child.output().strip(),
          "put that right and run the command again");
    }
  }
}
