package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.InstalledModules;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says a build has opened is what we say it has read. */
class InputOracleTest {

  private static final Pattern OPENED =
      Pattern.compile("(?:openat\\(AT_FDCWD, |execve\\()\"([^\"]+)\"(?!.*O_DIRECTORY).* = \\d+$");

  /** The machine's own; and what only the plug-ins of other compilers need. */
  private static final Pattern NO_INPUT =
      Pattern.compile("/(dev|proc|sys)/.*|/etc/ld\\.so\\.(cache|preload)|.*/locale.*|.*/gconv.*");

  @TempDir private Path root;

  @Test
  void everyFileThatIsOpened() throws IOException {
    InstalledKernel kernel = RealKernel.require();
    InstalledModules machine = new InstalledModules(root).with(kernel);
    machine.install("pulse");
    machine.nativeCode(
        "pulse",
        "obj-m := pulse.o\n",
        "#include <linux/module.h>\n#include <linux/fs.h>\nMODULE_LICENSE(\"GPL\");\n");
    Path work = root.resolve("build/work");
    Builder builder = RealKernel.builder(work, Map.of());
    builder.generate(machine.plans("pulse"));
    builder.find();
    BuiltModule built = builder.build().getFirst();
    BuildTree tree = new BuildTree(List.of(built.plan()), work.resolve("pulse"), false);
    Inputs inputs = new InputFinder(kernel, Sandbox.readOnly(kernel.host(), List.of())).of(tree);

    Set<String> opened = opened(kernel, tree.directory());

    assertThat(opened).hasSizeGreaterThan(300);
    opened.removeAll(real(inputs.files()));
    opened.removeAll(real(libraries(pluginsOf(inputs))));
    assertThat(opened).isEmpty();
  }

  /** The files outside of a tree that one more build of it opens or runs. */
  private static Set<String> opened(InstalledKernel kernel, Path tree) throws IOException {
    Path trace = tree.resolveSibling("trace");
    Path objects = kernel.headers().toRealPath();
    make(List.of("make", "-C", objects.toString(), "M=" + tree, "clean"));
    make(
        List.of(
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=open,openat,execve",
            "-o",
            trace.toString(),
            "make",
            "-C",
            objects.toString(),
            "M=" + tree,
            "modules"));
    Set<String> opened = new TreeSet<>();
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      Matcher matcher = OPENED.matcher(line);
      if (matcher.find()) {
        Path file = objects.resolve(matcher.group(1)).normalize();
        if (Files.isRegularFile(file) && !file.startsWith(tree) && !isNoInput(file)) {
          opened.add(file.toRealPath().toString());
        }
      }
    }
    return opened;
  }

  private static boolean isNoInput(Path file) {
    return NO_INPUT.matcher(file.toString()).matches();
  }

  private static void make(List<String> command) throws IOException {
    Process process = Child.clean(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
  }

  private static List<Path> pluginsOf(Inputs inputs) {
    return inputs.files().stream().filter(file -> file.toString().contains("bfd-plugins")).toList();
  }

  private static List<Path> libraries(List<Path> plugins) {
    List<String> command = new java.util.ArrayList<>(List.of("ldd"));
    plugins.forEach(plugin -> command.add(plugin.toString()));
    return Pattern.compile("(/\\S+) \\(0x")
        .matcher(Child.run(command).output())
        .results()
        .map(found -> Path.of(found.group(1)))
        .toList();
  }

  private static Set<String> real(Iterable<Path> files) throws IOException {
    Set<String> real = new TreeSet<>();
    for (Path file : files) {
      real.add(file.toRealPath().toString());
    }
    return real;
  }
}
