package dlkm;

import static java.util.Map.entry;
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
 * steps before it and the leaves. Read from the compiled classes, so that nothing a file names in
 * full or infers slips through.
 */
class PackageDirectionsTest {

  private static final Path CLASSES = Path.of("target/classes");

  private static final Pattern NAME = Pattern.compile("L?(dlkm/[a-z]+)/[A-Za-z0-9_$]+");

  private static final List<String> CHAIN =
      List.of("conf", "plan", "build", "image", "registry", "funcset", "kernel", "update");

  /** What each package beside the chain may use. The leaves come by themselves. */
  private static final Map<String, Set<String>> BESIDE =
      Map.ofEntries(
          entry("problem", Set.of()),
          entry("host", Set.of("problem")),
          entry("clib", Set.of()),
          entry("index", Set.of("conf", "image", "registry")),
          entry("modtree", Set.of("image", "index")),
          entry("boot", Set.of("conf", "registry", "index")),
          entry("check", Set.of("image", "index", "kernel")),
          entry("rehearse", Set.of("conf", "image", "kernel", "index", "boot")),
          entry("cli", everything()));

  /** Bytes in, records out: these never open a file. */
  private static final Set<String> WITHOUT_INPUT_AND_OUTPUT = Set.of("conf", "image", "index");

  private static final Pattern OPENS =
      Pattern.compile(
          "java/nio/file/Files|java/io/(File|FileInputStream|FileOutputStream|FileReader"
              + "|FileWriter|RandomAccessFile)|java/nio/channels/.*|java/net/.*"
              + "|java/lang/(Process|ProcessBuilder|Runtime)|dlkm/host/.*|dlkm/clib/CFiles");

  /** What finds native functions and makes handles of them. */
  private static final Pattern CALLS_C =
      Pattern.compile("java/lang/foreign/(Linker|SymbolLookup)(\\$.*)?");

  private static final Set<String> LEAVES = Set.of("problem", "host", "clib");

  @Test
  void everyPackageHasItsPlace() throws IOException {
    assertThat(uses().keySet()).allSatisfy(name -> assertThat(allowed(name)).isNotNull());
  }

  @Test
  void noPackageReachesBack() throws IOException {
    List<String> wrong = new ArrayList<>();
    uses()
        .forEach(
            (name, used) -> {
              for (String other : used) {
                if (other.startsWith("dlkm/") && !allowed(name).contains(packageOf(other))) {
                  wrong.add(name + " uses " + other);
                }
              }
            });
    assertThat(wrong).isEmpty();
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

  /** The packages that one may use; null for one that has no place yet. */
  private static Set<String> allowed(String name) {
    Set<String> allowed = new TreeSet<>();
    allowed.add(name);
    if (BESIDE.containsKey(name)) {
      allowed.addAll(BESIDE.get(name));
    } else if (CHAIN.contains(name)) {
      allowed.addAll(CHAIN.subList(0, CHAIN.indexOf(name)));
      if (CHAIN.indexOf(name) > CHAIN.indexOf("registry")) {
        allowed.add("index"); // written from the registry, kept in the generation
        allowed.add("modtree"); // the index of all other modules
        allowed.add("boot"); // likewise
      }
    } else {
      return null;
    }
    if (!LEAVES.contains(name)) {
      allowed.addAll(LEAVES);
    }
    return allowed;
  }

  private static Set<String> everything() {
    Set<String> all = new TreeSet<>(CHAIN);
    all.addAll(Set.of("index", "modtree", "boot", "check", "rehearse"));
    return all;
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

  /** Adds the classes that a descriptor names, which need no entry of their own. */
  private static void addDescribed(String text, Set<String> used) {
    if (text.startsWith("(") || text.startsWith("Ldlkm/") || text.startsWith("[")) {
      Matcher matcher = NAME.matcher(text);
      while (matcher.find()) {
        used.add(matcher.group().startsWith("L") ? matcher.group().substring(1) : matcher.group());
      }
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
