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

  /** Bytes in, records out: these never open a file. */
  private static final Set<String> WITHOUT_INPUT_AND_OUTPUT =
      Set.of("expression", "declaration", "image", "index");

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
    for (PackageStep step : PackageStep.ALL) {
      assertThat(before).as(step.name()).containsAll(step.uses());
      before.add(step.name());
    }
  }

  @Test
  void everyPackageHasItsPlace() throws IOException {
    assertThat(PackageStep.ALL)
        .extracting(PackageStep::name)
        .containsExactlyInAnyOrderElementsOf(uses().keySet());
  }

  @Test
  void noPackageReachesBack() throws IOException {
    Map<String, Set<String>> uses = uses();
    List<String> wrong = new ArrayList<>();
    for (PackageStep step : PackageStep.ALL) {
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
    for (PackageStep step : PackageStep.ALL) {
      Set<String> unused = new TreeSet<>(step.uses());
      uses.get(step.name()).stream()
          .filter(other -> isOurs(other, step))
          .forEach(other -> unused.remove(packageOf(other)));
      assertThat(unused).as("what %s needn't use", step.name()).isEmpty();
    }
  }

  /** Whether it is of another package of ours. */
  private static boolean isOurs(String name, PackageStep step) {
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
