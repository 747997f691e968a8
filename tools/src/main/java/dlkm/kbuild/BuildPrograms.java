package dlkm.kbuild;

import dlkm.host.Child;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The programs that a build runs, as files: what the compiler's driver starts, the libraries of
 * each, and the places in the search path where another would be found first.
 */
final class BuildPrograms {

  /** What kbuild calls besides the compiler, for modules; not all of them in every kernel. */
  private static final List<String> KBUILD =
      List.of(
          "make", "sh", "ld", "as", "ar", "nm", "objcopy", "objdump", "pahole", "awk", "sed",
          "grep", "cat", "cmp", "cp", "cut", "echo", "expr", "getconf", "head", "mkdir", "mv", "rm",
          "sort", "strip", "tr", "uname", "uniq", "xargs");

  /** What a compiler includes unasked where kbuild tries its options. */
  private static final Path PREDEFINED = Path.of("/usr/include/stdc-predef.h");

  /** By that name in the search path it is the machine's own, which may be asked by anybody. */
  private static final Pattern COMPILER = Pattern.compile("([a-z0-9_-]+-)?(gcc|clang)(-[0-9.]+)?");

  /** Where linker and nm look for plug-ins, below each directory of libraries. */
  private static final String PLUGINS = "bfd-plugins";

  /** The libraries of the files, by each loader of the first argument, which are paths. */
  private static final String LIST =
      "loaders=$1; shift; for loader in $loaders; do"
          + " for file; do \"$loader\" --list \"$file\"; done; done";

  private final Sandbox sandbox;
  private final Set<Path> files = new HashSet<>();
  private final Set<Path> absent = new HashSet<>();

  private BuildPrograms(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** Those of builds with these compilers, and the kernel's own programs. */
  static Inputs of(Sandbox sandbox, Set<String> compilers, Iterable<Path> kernelPrograms)
      throws IOException {
    BuildPrograms programs = new BuildPrograms(sandbox);
    KBUILD.forEach(programs::find);
    programs.files.add(Path.of("/bin/sh"));
    for (String compiler : compilers) {
      programs.find(compiler);
      programs.driven(compiler);
    }
    kernelPrograms.forEach(programs.files::add);
    programs.libraries();
    programs.plugins(Path.of("/usr/lib"));
    (Files.exists(PREDEFINED) ? programs.files : programs.absent).add(PREDEFINED);
    return new Inputs(programs.files, programs.absent);
  }

  private void find(String program) {
    if (program.startsWith("/")) {
      files.add(Path.of(program));
      return;
    }
    for (String folder : Child.PATH.split(":")) {
      Path path = Path.of(folder, program);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        files.add(path);
        return;
      }
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        absent.add(path);
      }
    }
  }

  /** What a driver as gcc starts; clang is one program, and answers with its name alone. */
  private void driven(String compiler) throws IOException {
    for (String part : List.of("cc1", "as", "collect2")) {
      String answer = output(List.of(compiler, "-print-prog-name=" + part)).strip();
      if (answer.startsWith("/")) {
        files.add(Path.of(answer).normalize());
      }
    }
    Path specs = Path.of(output(List.of(compiler, "-print-file-name=specs")).strip());
    Path cc1 = Path.of(output(List.of(compiler, "-print-prog-name=cc1")).strip());
    if (specs.isAbsolute()) {
      files.add(specs);
    } else if (cc1.isAbsolute()) {
      absent.add(cc1.resolveSibling("specs").normalize());
    }
  }

  /**
   * By each loader itself, which knows where it looks. ldd would do that too, but starts five
   * processes for each file.
   */
  private void libraries() throws IOException {
    Set<String> loaders = new HashSet<>();
    for (Path file : files) {
      ProgramInterpreter.of(file).ifPresent(loaders::add);
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c", LIST, "sh"));
    command.add(String.join(" ", loaders));
    files.forEach(file -> command.add(file.toString()));
    for (String line : output(command).lines().toList()) {
      int arrow = line.indexOf("=> ");
      String library = line.substring(arrow < 0 ? 0 : arrow + 3).strip();
      int blank = library.indexOf(" (0x");
      if (library.startsWith("/") && blank > 0) {
        files.add(Path.of(library.substring(0, blank)));
      }
    }
  }

  private void plugins(Path libraries) throws IOException {
    try (var folders = Files.newDirectoryStream(libraries, Files::isDirectory)) {
      for (Path folder : folders) {
        boolean here = folder.endsWith(PLUGINS);
        Path plugins = here ? folder : folder.resolve(PLUGINS);
        if (Files.isDirectory(plugins)) {
          try (var found = Files.newDirectoryStream(plugins, Files::isRegularFile)) {
            found.forEach(files::add);
          }
        }
      }
    }
  }

  /**
   * Nothing where there is no such command. It was named by a build, as was what it is asked of.
   */
  private String output(List<String> command) throws IOException {
    Process process;
    try {
      boolean known = COMPILER.matcher(command.getFirst()).matches();
      process =
          (known ? Child.clean(command) : sandbox.builder(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return "";
    }
    try {
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      // One that closes its output may go on.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
