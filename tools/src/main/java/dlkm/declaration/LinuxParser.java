package dlkm.declaration;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the {@code $LINUX} section, our own extension of the master file. */
final class LinuxParser {

  private static final List<String> WORDS =
      List.of(
          "license",
          "author",
          "description",
          "version",
          "make-target",
          "make-variable",
          "environment",
          "prepare-command",
          "make-command",
          "patch",
          "firmware",
          "device",
          "alias",
          "line-discipline",
          "writable",
          "allowed",
          "constraint",
          "strip",
          "managed-by",
          "kernel",
          "architecture",
          "option",
          "condition",
          Family.KEYWORD);

  /** Those that may be there more than once. */
  private static final Set<String> LISTS =
      Set.of(
          "make-variable",
          "environment",
          "patch",
          "firmware",
          "device",
          "alias",
          "writable",
          "allowed",
          "constraint",
          "kernel",
          "architecture",
          "option",
          "condition");

  /** The texts that include/linux/module.h describes for MODULE_LICENSE. */
  private static final List<String> LICENCES =
      List.of(
          "GPL",
          "GPL v2",
          "GPL and additional rights",
          "Dual BSD/GPL",
          "Dual MIT/GPL",
          "Dual MPL/GPL",
          "Proprietary");

  private static final List<String> BUSES = List.of("pci", "usb", "platform", "of", "acpi");

  /** NR_LDISCS of include/uapi/linux/tty.h, less one; 0 is the terminal's own. */
  private static final int LAST_DISCIPLINE = 30;

  private final Family family;
  private final String module;
  private final List<TunableDefault> tunables;
  private final ProblemList problems;
  private final Set<String> seen = new HashSet<>();

  private Optional<String> licence = Optional.empty();
  private Optional<String> author = Optional.empty();
  private Optional<String> description = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<String> makeTarget = Optional.empty();
  private OptionalInt discipline = OptionalInt.empty();
  private final List<TreePatch> patches = new ArrayList<>();
  private Optional<String> prepareCommand = Optional.empty();
  private Optional<String> makeCommand = Optional.empty();
  private final ConditionParser conditions;
  private final List<String> makeVariables = new ArrayList<>();
  private final List<String> environment = new ArrayList<>();
  private final List<String> firmware = new ArrayList<>();
  private final List<String> devices = new ArrayList<>();
  private final Set<String> writable = new LinkedHashSet<>();
  private final Map<String, TunableConstraints.Allowed> allowed = new LinkedHashMap<>();
  private final List<TunableConstraints.Relation> relations = new ArrayList<>();
  private boolean strip = LinuxSection.NONE.strip();
  private Optional<String> managedBy = Optional.empty();

  private LinuxParser(
      Family family, String module, List<TunableDefault> tunables, ProblemList problems) {
    this.family = family;
    this.module = module;
    conditions = new ConditionParser(family, module, problems);
    this.tunables = tunables;
    this.problems = problems;
  }

  static LinuxSection parse(
      MasterSection section,
      Family family,
      String module,
      List<TunableDefault> tunables,
      ProblemList problems) {
    LinuxParser parser = new LinuxParser(family, module, tunables, problems);
    section.lines().forEach(parser::line);
    return parser.facts();
  }

  private LinuxSection facts() {
    return new LinuxSection(
        licence,
        author,
        description,
        version,
        makeTarget,
        makeVariables,
        new TreeCommands(prepareCommand, makeCommand, patches, environment),
        conditions.conditions(),
        firmware,
        devices,
        discipline,
        writable,
        new TunableConstraints(allowed, relations),
        strip,
        managedBy);
  }

  private void line(TextLine line) {
    String word = line.first().equals("licence") ? "license" : line.first();
    if (!WORDS.contains(word)) {
      problems.at(
          line.where(),
          "unknown keyword '" + word + "' in $LINUX",
          SimilarName.advice(word, WORDS));
      return;
    }
    if (!seen.add(word) && !LISTS.contains(word)) {
      problems.at(line.where(), "'" + word + "' is there twice", "keep one");
    }
    if (line.rest().isEmpty()) {
      problems.at(line.where(), "'" + word + "' says nothing", "write its value after it");
      return;
    }
    value(word, line.rest(), line);
  }

  private void value(String word, String rest, TextLine line) {
    switch (word) {
      case Family.KEYWORD -> {} // read by Family
      case "license" -> licence = Optional.of(licence(rest, line.where()));
      case "author" -> author = Optional.of(text(rest, line.where()));
      case "description" -> description = Optional.of(text(rest, line.where()));
      case "version" -> version = Optional.of(oneWord(word, rest, line.where()));
      case "make-target" -> makeTarget = Optional.of(oneWord(word, rest, line.where()));
      case "make-variable" -> makeVariables.add(variable(rest, line.where()));
      case "environment" -> environment.add(variable(rest, line.where()));
      case "prepare-command" -> prepareCommand = Optional.of(rest);
      case "make-command" -> makeCommand = Optional.of(rest);
      case "patch" -> TreePatch.of(line, problems).ifPresent(patches::add);
      case "kernel", "architecture", "option", "condition" -> conditions.line(word, line);
      case "firmware" -> words(line).forEach(w -> firmware.add(firmware(w, line.where())));
      case "device" -> devices.add(device(line));
      case "alias" -> devices.add(oneWord(word, rest, line.where()));
      case "line-discipline" -> discipline = discipline(rest, line.where());
      case "writable" ->
          words(line)
              .forEach(
                  w ->
                      family
                          .nameOf(module, w, line.where(), problems)
                          .ifPresent(name -> writable(name, line.where())));
      case "allowed" -> allowed(line);
      case "constraint" ->
          family
              .textOf(module, rest, line.where(), problems)
              .map(text -> new TunableConstraints.Relation(text, line.where()))
              .ifPresent(relations::add);
      case "strip" -> strip = strips(line);
      case "managed-by" -> managedBy = Optional.of(text(rest, line.where()));
      default -> throw new IllegalStateException(word);
    }
  }

  private static List<String> words(TextLine line) {
    return line.fields().subList(1, line.fields().size());
  }

  private String licence(String text, Where where) {
    if (!LICENCES.contains(text)) {
      String allowed = String.join(", ", LICENCES);
      problems.at(
          where, "'" + text + "' is no license that the kernel knows", "allowed: " + allowed);
    }
    return text;
  }

  /** Texts become C strings. */
  private String text(String text, Where where) {
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      problems.at(where, "'" + text + "' has a quote or a backslash", "write it without");
    }
    return text;
  }

  private String oneWord(String word, String text, Where where) {
    if (!NameRules.isValue(text)) {
      problems.at(where, "'" + text + "' is no " + word, "write one word without quotes");
    }
    return text;
  }

  private boolean yesNo(String word, String text, Where where) {
    if (!text.equals("y") && !text.equals("n")) {
      problems.at(where, "'" + word + " " + text + "'", "allowed: y n");
    }
    return !text.equals("n");
  }

  /** Whether the module's image is stripped; without names of modules it counts for all. */
  private boolean strips(TextLine line) {
    List<String> fields = words(line);
    boolean all = yesNo(line.first(), fields.getFirst(), line.where());
    List<String> named = fields.subList(1, fields.size());
    if (all && !named.isEmpty()) {
      problems.at(line.where(), "'strip " + line.rest() + "'", "names of modules follow 'strip n'");
    }
    for (String name : named) {
      if (!family.modules().contains(name)) {
        problems.at(
            line.where(),
            "'" + name + "' is no module of this file",
            SimilarName.advice(name, family.modules()));
      }
    }
    return all || !named.isEmpty() && !named.contains(module);
  }

  private String variable(String text, Where where) {
    int equals = text.indexOf('=');
    if (equals < 0 || !NameRules.isIdentifier(text.substring(0, equals))) {
      problems.at(where, "'" + text + "' is no variable", "write NAME=VALUE");
    }
    return text;
  }

  private String firmware(String file, Where where) {
    if (file.startsWith("/") || file.contains("..") || !NameRules.isValue(file)) {
      problems.at(
          where, "'" + file + "' is no firmware file", "write its path below /lib/firmware");
    }
    return file;
  }

  private String device(TextLine line) {
    List<String> fields = words(line);
    if (!BUSES.contains(fields.getFirst())) {
      problems.at(
          line.where(),
          "'" + fields.getFirst() + "' is no bus that 'device' knows",
          "allowed: " + String.join(" ", BUSES) + "; for others write 'alias PATTERN'");
    } else if (fields.size() != 2 || !isDevice(fields.get(0), fields.get(1))) {
      problems.at(
          line.where(),
          "wrong device '" + line.rest() + "'",
          "write 'pci VENDOR:DEVICE' or 'usb VENDOR:PRODUCT' in four hexadecimal digits each,"
              + " or 'platform NAME'");
    }
    return String.join(" ", fields);
  }

  private static boolean isDevice(String bus, String id) {
    boolean numbered = bus.equals("pci") || bus.equals("usb");
    int colon = id.indexOf(':');
    return numbered
        ? colon == 4 && isId(id.substring(0, 4)) && isId(id.substring(5))
        : NameRules.isValue(id);
  }

  private static boolean isId(String digits) {
    return digits.length() == 4 && Numbers.mask("0x" + digits).isPresent();
  }

  private OptionalInt discipline(String text, Where where) {
    Optional<Integer> number = Numbers.between(text, 1, LAST_DISCIPLINE);
    if (number.isEmpty()) {
      problems.at(
          where, "wrong line discipline '" + text + "'", "allowed: 1 to " + LAST_DISCIPLINE);
      return OptionalInt.empty();
    }
    return OptionalInt.of(number.get());
  }

  private void writable(String name, Where where) {
    if (isTunable(name, where) && !writable.add(name)) {
      problems.at(where, "'" + name + "' is writable twice", "keep one");
    }
  }

  private void allowed(TextLine line) {
    List<String> fields = line.values();
    Optional<String> named = family.nameOf(module, fields.get(1), line.where(), problems);
    if (named.filter(n -> isTunable(n, line.where())).isEmpty()) {
      return;
    }
    String name = named.get();
    List<String> values = fields.subList(2, fields.size());
    if (values.isEmpty()) {
      problems.at(
          line.where(), "'allowed " + name + "' allows nothing", "write the values after it");
    } else if (allowed.put(name, new TunableConstraints.Allowed(values, line.where())) != null) {
      problems.at(line.where(), "'allowed " + name + "' is there twice", "write all in one line");
    }
  }

  private boolean isTunable(String name, Where where) {
    List<String> known = tunables.stream().map(TunableDefault::name).toList();
    if (!known.contains(name)) {
      problems.at(
          where,
          "'" + name + "' is no tunable of this file",
          known.isEmpty() ? "add a $TUNABLE section" : SimilarName.advice(name, known));
    }
    return known.contains(name);
  }
}
