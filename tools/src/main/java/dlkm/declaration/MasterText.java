package dlkm.declaration;

import java.util.ArrayList;
import java.util.List;

/** Writes a master file: the sections in the order of the specification, one blank a gap. */
final class MasterText {

  private final StringBuilder text = new StringBuilder();

  private MasterText() {}

  static String of(MasterFile master) {
    MasterText writer = new MasterText();
    writer.section("$VERSION", List.of(String.valueOf(master.version())));
    master.loadable().ifPresent(l -> writer.section("$LOADABLE", loadable(l)));
    writer.section("$INTERFACE", interfaces(master.interfaces()));
    writer.section("$TYPE", List.of(type(master)));
    if (!master.dependencies().isEmpty()) {
      writer.section("$DRIVER_DEPENDENCY", List.of(dependencies(master)));
    }
    if (!master.tunables().isEmpty()) {
      writer.section("$TUNABLE", master.tunables().stream().map(MasterText::tunable).toList());
    }
    master.driverInstall().ifPresent(d -> writer.section("$DRIVER_INSTALL", install(master, d)));
    for (SharedSection shared : master.shared()) {
      writer.section(
          shared.keyword(), shared.rows().stream().map(row -> String.join(" ", row)).toList());
    }
    if (!master.linux().equals(LinuxSection.NONE)) {
      writer.section("$LINUX", linux(master.linux()));
    }
    return writer.text.toString();
  }

  private void section(String keyword, List<String> lines) {
    text.append(keyword).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    text.append(MasterSection.END).append('\n');
  }

  private static List<String> loadable(Loadable loadable) {
    List<String> lines = new ArrayList<>();
    if (loadable.stub()) {
      lines.add("stub");
    }
    if (loadable.given()) {
      int mask = loadable.phases().stream().mapToInt(SupportedPhase::bit).sum();
      lines.add("phases 0x0" + mask);
    }
    return lines;
  }

  private static List<String> interfaces(Interfaces interfaces) {
    return interfaces.base()
        ? List.of("base")
        : interfaces.uses().stream().map(use -> use.name() + " " + use.version()).toList();
  }

  private static String type(MasterFile master) {
    List<String> fields = new ArrayList<>(List.of(master.module(), master.type().keyword()));
    master.className().ifPresent(fields::add);
    fields.addAll(master.typeFields());
    return String.join(" ", fields);
  }

  private static String dependencies(MasterFile master) {
    StringBuilder line = new StringBuilder(master.module());
    master.dependencies().forEach(d -> line.append(' ').append(d.module()));
    return line.toString();
  }

  private static String tunable(TunableDefault tunable) {
    List<String> fields = new ArrayList<>(List.of(tunable.name(), tunable.value()));
    if (tunable.minimum().isPresent() || tunable.maximum().isPresent()) {
      fields.add(tunable.minimum().orElse(TunableSection.NO_LIMIT));
    }
    tunable.maximum().ifPresent(fields::add);
    return String.join(" ", fields);
  }

  private static List<String> install(MasterFile master, DriverInstall install) {
    String line = master.module() + " " + install.blockMajor() + " " + install.charMajor();
    return List.of(install.required() ? line + " 1" : line);
  }

  private static List<String> linux(LinuxSection linux) {
    List<String> lines = new ArrayList<>();
    linux.licence().ifPresent(v -> lines.add("license " + v));
    linux.author().ifPresent(v -> lines.add("author " + v));
    linux.description().ifPresent(v -> lines.add("description " + v));
    linux.moduleVersion().ifPresent(v -> lines.add("version " + v));
    linux.makeTarget().ifPresent(v -> lines.add("make-target " + v));
    linux.makeVariables().forEach(v -> lines.add("make-variable " + v));
    linux.treeCommands().environment().forEach(v -> lines.add("environment " + v));
    linux.treeCommands().prepare().ifPresent(v -> lines.add("prepare-command " + v));
    linux.treeCommands().make().ifPresent(v -> lines.add("make-command " + v));
    linux.treeCommands().patches().forEach(v -> lines.add("patch " + v));
    linux.conditions().kernels().forEach(v -> lines.add("kernel " + v));
    linux.conditions().architectures().forEach(v -> lines.add("architecture " + v));
    linux.conditions().options().forEach(v -> lines.add("option " + v));
    linux.conditions().commands().forEach(v -> lines.add("condition " + v));
    linux.firmware().forEach(v -> lines.add("firmware " + v));
    linux.devices().forEach(v -> lines.add((v.indexOf(' ') < 0 ? "alias " : "device ") + v));
    linux.lineDiscipline().ifPresent(v -> lines.add("line-discipline " + v));
    linux.writable().forEach(v -> lines.add("writable " + v));
    linux
        .constraints()
        .allowed()
        .forEach((name, a) -> lines.add("allowed " + name + ' ' + String.join(" ", a.values())));
    linux.constraints().relations().forEach(r -> lines.add("constraint " + r.expression()));
    if (linux.strip() != LinuxSection.NONE.strip()) {
      lines.add("strip n");
    }
    linux.managedBy().ifPresent(tool -> lines.add("managed-by " + tool));
    return lines;
  }
}
