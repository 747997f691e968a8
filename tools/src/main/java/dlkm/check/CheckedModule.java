package dlkm.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A module under examination: its load info, its .modinfo tags, and the findings so far. */
final class CheckedModule {

  private final TargetKernel kernel;
  private final LoadInfo loadInfo;
  private final ModinfoTags info;
  private final String structName;
  private final List<CheckFinding> findings = new ArrayList<>(2);

  /** The modules that it takes symbols from, each with the first such symbol. */
  private final Map<String, String> needs = new LinkedHashMap<>(4);

  private boolean proprietary;

  CheckedModule(TargetKernel kernel, LoadInfo loadInfo) {
    this.kernel = kernel;
    this.loadInfo = loadInfo;
    info = ModinfoTags.read(loadInfo.raw(), loadInfo.info());
    structName = loadInfo.structName();
  }

  TargetKernel kernel() {
    return kernel;
  }

  LoadInfo loadInfo() {
    return loadInfo;
  }

  ModinfoTags info() {
    return info;
  }

  /** The name as its {@code struct module} has it: the one that counts once it is laid out. */
  String name() {
    return structName;
  }

  /** The name in messages that come before. */
  String earlyName() {
    return info.name().isEmpty() ? structName : info.name();
  }

  List<CheckFinding> findings() {
    return findings;
  }

  void add(CheckFinding finding) {
    findings.add(finding);
  }

  void need(String module, String symbol) {
    needs.putIfAbsent(module, symbol);
  }

  Map<String, String> needs() {
    return needs;
  }

  /** Whether the kernel counts it as proprietary, by its licence or by what it takes symbols of. */
  boolean isProprietary() {
    return proprietary;
  }

  void proprietary() {
    proprietary = true;
  }
}
