package dlkm.kbuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a kernel's headers is read for every module: makefiles, scripts and programs, the
 * configuration, the exported symbols. No program tells which of it was read, so all of it counts.
 *
 * @param objects the directory that make is called in
 * @param sources the directory of the kernel's sources; often the same
 */
record KernelBuildSystem(Path objects, Path sources) {

  private static final String KCONFIG = "/include/linux/kconfig.h";
  private static final String MAKEFILE = "Makefile";
  private static final String INCLUDE = "include ";
  private static final String VMLINUX = "vmlinux";
  private static final List<String> FILES =
      List.of(
          "include/config/auto.conf",
          "include/config/kernel.release",
          "include/generated/autoconf.h");

  /** A distribution may have made a script of one, which starts another beside it. */
  private static final List<String> PROGRAMS =
      List.of("tools/objtool/objtool", "tools/bpf/resolve_btfids/resolve_btfids");

  private static final List<String> TREES = List.of("scripts", "rust");
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  /** The one that made something: every compilation includes one header of a fixed name. */
  static KernelBuildSystem of(Path objects, Iterable<Path> compiled) {
    for (Path header : compiled) {
      String name = header.toString();
      if (name.endsWith(KCONFIG)) {
        Path sources = Path.of(name.substring(0, name.length() - KCONFIG.length()));
        return new KernelBuildSystem(objects, sources);
      }
    }
    return new KernelBuildSystem(objects, objects);
  }

  /** The one that headers name which were made outside of the sources, as distributions do. */
  static KernelBuildSystem usual(Path objects) throws IOException {
    Path makefile = objects.resolve(MAKEFILE);
    if (Files.isRegularFile(makefile)) {
      for (String line : Files.readString(makefile, StandardCharsets.ISO_8859_1).split("\n")) {
        if (line.startsWith(INCLUDE) && line.endsWith('/' + MAKEFILE)) {
          return new KernelBuildSystem(
              objects, Path.of(line.substring(INCLUDE.length())).getParent());
        }
      }
    }
    return new KernelBuildSystem(objects, objects);
  }

  /** All of its files. */
  Inputs inputs() throws IOException {
    Set<Path> files = new HashSet<>();
    Set<Path> absent = new HashSet<>();
    for (Path directory : new HashSet<>(List.of(objects, sources))) {
      addTop(directory, files);
      addArchitectures(directory.resolve("arch"), files);
      for (String tree : TREES) {
        addTree(directory.resolve(tree), files);
      }
      FILES.stream().map(directory::resolve).filter(Files::isRegularFile).forEach(files::add);
      for (String program : PROGRAMS) {
        addProgram(directory.resolve(program), files);
      }
    }
    // Where it is, modpost's work is followed by types for the debugger made from it.
    Path vmlinux = objects.resolve(VMLINUX);
    (Files.exists(vmlinux) ? files : absent).add(vmlinux);
    return new Inputs(files, absent);
  }

  private static void addTop(Path directory, Set<Path> files) throws IOException {
    try (Stream<Path> top = Files.list(directory)) {
      top.filter(file -> !file.getFileName().toString().startsWith(VMLINUX))
          .filter(Files::isRegularFile)
          .forEach(files::add);
    }
  }

  private static void addProgram(Path program, Set<Path> files) throws IOException {
    if (!Files.isDirectory(program.getParent())) {
      return;
    }
    String name = program.getFileName().toString();
    try (Stream<Path> beside = Files.list(program.getParent().toRealPath())) {
      beside
          .filter(file -> file.getFileName().toString().startsWith(name))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .forEach(files::add);
    }
  }

  private static void addArchitectures(Path directory, Set<Path> files) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory.toRealPath(), 2)) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
  }

  private static void addTree(Path directory, Set<Path> files) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory.toRealPath())) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
  }

  /** Those of the files that are programs or plug-ins, not scripts. */
  static List<Path> programs(Iterable<Path> files) throws IOException {
    List<Path> programs = new ArrayList<>();
    for (Path file : files) {
      if (Files.isExecutable(file) && isElf(file)) {
        programs.add(file);
      }
    }
    return programs;
  }

  private static boolean isElf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(ELF.length), ELF);
    }
  }
}
