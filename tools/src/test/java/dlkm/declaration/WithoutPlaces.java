package dlkm.declaration;

import dlkm.problem.Where;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files without the places of their lines, to be compared. */
final class WithoutPlaces {

  private static final Where HERE = new Where("f", 1);

  private WithoutPlaces() {}

  static MasterFile of(MasterFile m) {
    return new MasterFile(
        m.path(),
        m.module(),
        m.family(),
        m.version(),
        m.loadable(),
        new Interfaces(
            m.interfaces().base(),
            m.interfaces().uses().stream()
                .map(use -> new InterfaceUse(use.name(), use.version(), HERE))
                .toList()),
        m.type(),
        m.className(),
        m.typeFields(),
        m.dependencies().stream().map(d -> new Dependency(d.module(), HERE)).toList(),
        m.tunables().stream()
            .map(t -> new TunableDefault(t.name(), t.value(), t.minimum(), t.maximum(), HERE))
            .toList(),
        m.driverInstall()
            .map(d -> new DriverInstall(d.blockMajor(), d.charMajor(), d.required(), HERE)),
        of(m.linux()),
        m.shared().stream().map(s -> new SharedSection(s.keyword(), s.rows(), HERE)).toList(),
        Map.of());
  }

  private static LinuxSection of(LinuxSection f) {
    Map<String, TunableConstraints.Allowed> allowed = new LinkedHashMap<>();
    f.constraints()
        .allowed()
        .forEach((name, a) -> allowed.put(name, new TunableConstraints.Allowed(a.values(), HERE)));
    return new LinuxSection(
        f.licence(),
        f.author(),
        f.description(),
        f.moduleVersion(),
        f.makeTarget(),
        f.makeVariables(),
        f.treeCommands(),
        f.conditions(),
        f.firmware(),
        f.devices(),
        f.lineDiscipline(),
        f.writable(),
        new TunableConstraints(
            allowed,
            f.constraints().relations().stream()
                .map(r -> new TunableConstraints.Relation(r.expression(), HERE))
                .toList()),
        f.strip(),
        f.managedBy());
  }

  static SystemFile of(SystemFile s) {
    return new SystemFile(
        s.path(),
        s.version(),
        s.configure(),
        s.loadable(),
        s.loadPhase(),
        s.cause(),
        s.prefer(),
        s.tunables(),
        Map.of());
  }
}
