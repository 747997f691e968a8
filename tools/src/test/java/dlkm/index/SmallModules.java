package dlkm.index;

import dlkm.host.Child;
import dlkm.image.ModuleImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The small modules of {@code src/test/modules}, built for an installed kernel by one make. */
record SmallModules(Path directory) {

  private static final Path SOURCES = Path.of("src/test/modules");

  static SmallModules build(InstalledTree tree, Path directory, String... names)
      throws IOException {
    StringBuilder kbuild = new StringBuilder();
    for (String name : names) {
      Files.copy(SOURCES.resolve(name, name + ".c"), directory.resolve(name + ".c"));
      kbuild.append("obj-m += ").append(name).append(".o\n");
    }
    Files.writeString(directory.resolve("Kbuild"), kbuild);
    Path headers = tree.directory().resolve("build").toRealPath();
    Child make =
        Child.run(List.of("make", "-s", "-C", headers.toString(), "M=" + directory, "modules"));
    if (make.status() != 0) {
      throw new AssertionError(make.output());
    }
    return new SmallModules(directory);
  }

  Path file(String name) {
    return directory.resolve(name + ".ko");
  }

  /** What our tools know of these modules. */
  List<OurModule> images(String... names) throws IOException {
    List<OurModule> modules = new ArrayList<>();
    for (String name : Arrays.asList(names)) {
      ModuleImage image = ModuleImage.parse(name, Files.readAllBytes(file(name)));
      modules.add(OurModule.of(ModuleIndex.OURS + name + ".ko", image));
    }
    return modules;
  }
}
