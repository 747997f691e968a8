package dlkm.health;

import dlkm.boot.BootRecord;
import dlkm.declaration.Phase;
import dlkm.funcset.FunctionSet;
import dlkm.host.FileContent;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the system calls at boot and for kernel packages, and what the last boot did. */
record BootSetup(Host host, Findings findings) {

  private static final String UNIT = "dlkm-init.service";
  private static final String ADMINISTRATORS = "/etc/systemd/system/";
  private static final List<String> UNITS =
      List.of(ADMINISTRATORS, "/usr/lib/systemd/system/", "/lib/systemd/system/");

  private static final List<String> HOOKS =
      List.of("/etc/kernel/postinst.d/dlkm", "/etc/kernel/prerm.d/dlkm");

  void examine() {
    if (FunctionSet.all(host).isEmpty()) {
      return;
    }
    findings.examine("unit", "", this::unit);
    findings.examine("hook", "", this::hooks);
    findings.examine("modprobe", "", this::modprobe);
    lastBoot();
  }

  /** INIT needs the unit, and that it isn't switched off. */
  void unit() {
    if (!Files.isDirectory(host.path("/etc/systemd/system"))) {
      return;
    }
    Path own = host.entry(ADMINISTRATORS + UNIT);
    if (Files.isSymbolicLink(own)) {
      findings.add(
          "unit", "", UNIT, "is masked: INIT modules are not loaded", "systemctl unmask " + UNIT);
    } else if (UNITS.stream().noneMatch(place -> Files.exists(host.path(place + UNIT)))) {
      findings.add("unit", "", UNIT, "is missing: INIT modules are not loaded", reinstall());
    } else if (!Files.exists(
        host.entry(ADMINISTRATORS + "sysinit.target.wants/" + UNIT), LinkOption.NOFOLLOW_LINKS)) {
      findings.add(
          "unit",
          "",
          UNIT,
          "is not enabled: INIT modules are not loaded",
          "systemctl enable " + UNIT);
    }
  }

  /** Those that the package has: one for another system has its hooks elsewhere. */
  private void hooks() throws IOException {
    Path packaged = host.path(Layout.PACKAGED);
    List<String> ours = Files.exists(packaged) ? FileContent.lines(packaged) : HOOKS;
    HOOKS.stream().filter(ours::contains).forEach(this::hook);
  }

  /** Without it, the next kernel comes without modules, or a removed one leaves them. */
  private void hook(String place) {
    Path hook = host.path(place);
    if (Files.isDirectory(host.path("/etc/kernel")) && !Files.isExecutable(hook)) {
      findings.add(
          "hook",
          "",
          hook.toString(),
          "is missing, or can't be executed",
          Files.exists(hook) ? "chmod 755 " + hook : reinstall());
    }
  }

  private String reinstall() {
    return Files.exists(host.path(Layout.PACKAGED))
        ? "apt-get install --reinstall -o Dpkg::Options::=--force-confmiss dlkm"
        : "'kmupdate' of any module writes it again";
  }

  /** Options, dependencies and refusals of registered modules reach modprobe by a link. */
  private void modprobe() throws IOException {
    Path link = host.entry(Layout.MODPROBE);
    Path running = host.entry(Layout.RUNNING);
    if (Files.isSymbolicLink(link)
        && Files.readSymbolicLink(link).toString().contains(running.getFileName() + "/")) {
      return;
    }
    String target =
        link.getParent().relativize(running).resolve("current/modprobe.conf").toString();
    findings.add(
        "modprobe",
        "",
        link.toString(),
        Files.exists(link, LinkOption.NOFOLLOW_LINKS)
            ? "is not our link: options of modules are lost"
            : "is missing: options of modules are lost",
        "ln -sfn " + target + " " + link);
  }

  private void lastBoot() {
    BootRecord record = BootRecord.of(host);
    Stream<String> modules = record.attempts().stream().map(BootRecord.Attempt::module).distinct();
    modules
        .flatMap(module -> record.last(module).stream())
        .filter(attempt -> !attempt.loaded())
        .forEach(
            attempt ->
                findings.add(
                    "boot",
                    "",
                    attempt.module(),
                    "was not loaded in " + attempt.phase() + ": " + attempt.why().orElse(""),
                    attempt.phase().equals(Phase.INIT.name())
                        ? "put that right, then 'sh " + host.home().resolve("sh/kminit") + " start'"
                        : "put that right, then build the initramfs again and reboot"));
  }
}
