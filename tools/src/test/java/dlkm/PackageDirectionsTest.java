package dlkm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the directions of the packages: a package is one step of the data's way and uses only the
 * steps before it. Read from the compiled classes, so that nothing a file names in full or infers
 * slips through.
 */
class PackageDirectionsTest {

  private static final Path CLASSES = Path.of("target/classes");

  /** A class in a descriptor or a generic signature, which need no entry of their own. */
  private static final Pattern DESCRIBED = Pattern.compile("L(dlkm/[a-z]+/[A-Za-z0-9_$]+)");

  /** A package and those that it uses. */
  private record Step(String name, Set<String> uses) {

    static Step of(String name, String... uses) {
      return new Step(name, Set.of(uses));
    }
  }

  /** The data's way, with what stands beside the chain where all that it needs is there. */
  private static final List<Step> STEPS =
      List.of(
          Step.of("problem"),
          Step.of("modname"),
          Step.of("clib"),
          Step.of("host", "problem"),
          Step.of("compress", "problem", "clib"),
          Step.of("expression"),
          Step.of("conf", "problem", "modname", "expression"),
          Step.of("changelog", "problem", "modname", "host", "conf"),
          Step.of("image", "problem"),
          Step.of("installedkernel", "problem", "modname", "host", "compress", "image"),
          Step.of("component", "problem", "modname", "clib", "host", "conf"),
          Step.of("plan", "problem", "modname", "host", "conf", "installedkernel", "component"),
          Step.of(
              "kbuild",
              "problem",
              "modname",
              "expression",
              "host",
              "conf",
              "installedkernel",
              "component",
              "plan"),
          Step.of("registry", "problem", "modname", "conf", "plan"),
          Step.of("index", "problem", "modname", "host", "image", "registry"),
          Step.of(
              "modtree",
              "problem",
              "modname",
              "clib",
              "host",
              "compress",
              "image",
              "installedkernel",
              "index"),
          Step.of(
              "boot",
              "problem",
              "modname",
              "host",
              "compress",
              "conf",
              "installedkernel",
              "registry",
              "index"),
          Step.of(
              "funcset",
              "problem",
              "changelog",
              "host",
              "conf",
              "image",
              "installedkernel",
              "registry",
              "index",
              "modtree",
              "boot"),
          Step.of("kernel", "problem", "changelog", "modname", "clib", "host", "image"),
          Step.of(
              "check",
              "problem",
              "modname",
              "clib",
              "host",
              "compress",
              "image",
              "installedkernel"),
          Step.of("rehearse", "problem", "host", "compress", "image", "installedkernel", "boot"),
          Step.of(
              "update",
              "problem",
              "changelog",
              "modname",
              "host",
              "conf",
              "image",
              "installedkernel",
              "component",
              "plan",
              "registry",
              "index",
              "boot",
              "funcset",
              "kernel",
              "check",
              "rehearse"),
          Step.of(
              "saved",
              "problem",
              "modname",
              "changelog",
              "host",
              "conf",
              "installedkernel",
              "component",
              "registry",
              "funcset",
              "kernel",
              "update"),
          Step.of(
              "load",
              "problem",
              "modname",
              "host",
              "image",
              "installedkernel",
              "registry",
              "funcset",
              "kernel",
              "update"),
          Step.of(
              "status",
              "problem",
              "modname",
              "host",
              "conf",
              "image",
              "installedkernel",
              "component",
              "registry",
              "boot",
              "funcset",
              "kernel",
              "update"),
          Step.of(
              "graph",
              "modname",
              "problem",
              "host",
              "conf",
              "image",
              "installedkernel",
              "registry",
              "boot",
              "funcset",
              "kernel",
              "status"),
          Step.of(
              "tune",
              "problem",
              "changelog",
              "modname",
              "expression",
              "host",
              "compress",
              "conf",
              "image",
              "installedkernel",
              "component",
              "registry",
              "funcset"),
          Step.of(
              "install",
              "problem",
              "modname",
              "host",
              "conf",
              "installedkernel",
              "component",
              "funcset",
              "kernel",
              "update"),
          Step.of(
              "config",
              "problem",
              "modname",
              "host",
              "conf",
              "image",
              "installedkernel",
              "component",
              "plan",
              "kbuild",
              "registry",
              "funcset",
              "update"),
          Step.of(
              "dkms",
              "problem",
              "modname",
              "host",
              "compress",
              "conf",
              "image",
              "installedkernel",
              "component",
              "kbuild",
              "registry",
              "modtree",
              "funcset",
              "kernel",
              "update",
              "install",
              "config"),
          Step.of(
              "cli",
              "problem",
              "changelog",
              "modname",
              "host",
              "component",
              "conf",
              "image",
              "installedkernel",
              "plan",
              "kbuild",
              "registry",
              "modtree",
              "boot",
              "funcset",
              "kernel",
              "check",
              "rehearse",
              "update",
              "load",
              "status",
              "graph",
              "tune",
              "saved",
              "install",
              "config",
              "dkms"));

  /** Bytes in, records out: these never open a file. */
  private static final Set<String> WITHOUT_INPUT_AND_OUTPUT =
      Set.of("expression", "conf", "image", "index");

  private static final Pattern OPENS =
      Pattern.compile(
          "java/nio/file/Files|java/io/(File|FileInputStream|FileOutputStream|FileReader"
              + "|FileWriter|RandomAccessFile)|java/nio/channels/.*|java/net/.*"
              + "|java/lang/(Process|ProcessBuilder|Runtime)|dlkm/host/(?!Layout$).*|dlkm/clib/CFiles");

  /** What finds native functions and makes handles of them. */
  private static final Pattern CALLS_C =
      Pattern.compile("java/lang/foreign/(Linker|SymbolLookup)(\\$.*)?");

  @Test
  void noStepNamesALaterOne() {
    List<String> before = new ArrayList<>();
    for (Step step : STEPS) {
      assertThat(before).as(step.name()).containsAll(step.uses());
      before.add(step.name());
    }
  }

  @Test
  void everyPackageHasItsPlace() throws IOException {
    assertThat(STEPS).extracting(Step::name).containsExactlyInAnyOrderElementsOf(uses().keySet());
  }

  @Test
  void noPackageReachesBack() throws IOException {
    Map<String, Set<String>> uses = uses();
    List<String> wrong = new ArrayList<>();
    for (Step step : STEPS) {
      for (String other : uses.get(step.name())) {
        if (isOurs(other, step) && !step.uses().contains(packageOf(other))) {
          wrong.add(step.name() + " uses " + other);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Whoever comes to need one more says so in the table. */
  @Test
  void noPermissionIsUnused() throws IOException {
    Map<String, Set<String>> uses = uses();
    for (Step step : STEPS) {
      Set<String> unused = new TreeSet<>(step.uses());
      uses.get(step.name()).stream()
          .filter(other -> isOurs(other, step))
          .forEach(other -> unused.remove(packageOf(other)));
      assertThat(unused).as("what %s needn't use", step.name()).isEmpty();
    }
  }

  /** Whether it is of another package of ours. */
  private static boolean isOurs(String name, Step step) {
    return name.startsWith("dlkm/") && !packageOf(name).equals(step.name());
  }

  @Test
  void theReadersOpenNoFile() throws IOException {
    List<String> wrong = new ArrayList<>();
    uses()
        .forEach(
            (name, used) -> {
              if (WITHOUT_INPUT_AND_OUTPUT.contains(name)) {
                used.stream()
                    .filter(other -> OPENS.matcher(other).matches())
                    .forEach(other -> wrong.add(name + " uses " + other));
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void nativeCodeIsCalledInOnePlace() throws IOException {
    List<String> callers = new ArrayList<>();
    uses()
        .forEach(
            (name, used) -> {
              if (used.stream().anyMatch(other -> CALLS_C.matcher(other).matches())) {
                callers.add(name);
              }
            });
    assertThat(callers).containsExactly("clib");
  }

  @Test
  void nothingBelowTheToolsEndsTheProcessOrPrints() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : classes()) {
      ClassModel model = ClassFile.of().parse(file);
      String name = packageOf(model.thisClass().asInternalName());
      if (!name.equals("cli")) {
        for (PoolEntry pooled : model.constantPool()) {
          if (pooled instanceof java.lang.classfile.constantpool.MemberRefEntry member) {
            String reference = member.owner().asInternalName() + "." + member.name().stringValue();
            if (reference.matches("java/lang/System\\.(out|err|in|exit)|.*Runtime\\.(exit|halt)")) {
              wrong.add(model.thisClass().asInternalName() + " uses " + reference);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Every class that the classes of a package name, package by package. */
  private static Map<String, Set<String>> uses() throws IOException {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Path file : classes()) {
      ClassModel model = ClassFile.of().parse(file);
      Set<String> used =
          uses.computeIfAbsent(packageOf(model.thisClass().asInternalName()), _ -> new TreeSet<>());
      for (PoolEntry pooled : model.constantPool()) {
        switch (pooled) {
          case ClassEntry named -> used.add(named.asInternalName());
          case Utf8Entry text -> addDescribed(text.stringValue(), used);
          default -> {}
        }
      }
    }
    return uses;
  }

  private static void addDescribed(String text, Set<String> used) {
    Matcher matcher = DESCRIBED.matcher(text);
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
  }

  private static List<Path> classes() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.getFileName().toString().equals("module-info.class"))
          .sorted()
          .toList();
    }
  }

  private static String packageOf(String internalName) {
    String[] parts = internalName.split("/");
    return parts.length > 2 ? parts[1] : internalName;
  }
}
