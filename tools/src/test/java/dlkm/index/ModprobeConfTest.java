package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.host.Child;
import dlkm.registry.ImageFacts;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.Registry;
import dlkm.registry.SoftDependencies;
import dlkm.registry.SomeRegistrations;
import dlkm.registry.TunableValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What modprobe reads in its configuration, and what its shell does with the command that refuses a
 * module (spec §9.4).
 */
class ModprobeConfTest {

  @TempDir private Path top;
  private String command;

  @BeforeEach
  void aModuleForABootPhaseOnly() {
    Phases phases = new Phases(Set.of(SupportedPhase.BOOT2), Phase.BOOT2, Phase.BOOT2);
    Registry registry =
        Registry.empty("6.1.0-ours", "1")
            .register(SomeRegistrations.of("disk", "disk").withPhases(phases), Instant.EPOCH, "");
    String conf = ModprobeConf.text(registry, "/bin/kmadmin");
    String line = conf.lines().filter(l -> l.startsWith("install disk ")).findFirst().orElseThrow();
    command = line.substring("install disk ".length());
  }

  private Child under(String release) throws IOException {
    Path osrelease = Files.writeString(top.resolve("osrelease"), release + "\n");
    Path log = top.resolve("kmsg");
    Files.writeString(log, "");
    Files.writeString(top.resolve("modprobe"), "#!/bin/sh\necho \"modprobe $*\"\n");
    assertThat(top.resolve("modprobe").toFile().setExecutable(true)).isTrue();
    String script =
        command
            .replace("/proc/sys/kernel/osrelease", osrelease.toString())
            .replace("/dev/kmsg", log.toString())
            .replace("$CMDLINE_OPTS", "speed=1");
    return Child.run(List.of("env", "PATH=" + top, "/bin/sh", "-c", script));
  }

  @Test
  void itIsRefusedUnderItsOwnKernel() throws IOException {
    assertThat(under("6.1.0-ours").status()).isEqualTo(1);
    assertThat(top.resolve("kmsg"))
        .hasContent("<4>dlkm: disk is not loaded: it doesn't support RUN");
  }

  @Test
  void anotherKernelLoadsItsOwn() throws IOException {
    Child ran = under("6.1.0-other");

    assertThat(ran.output()).isEqualTo("modprobe --ignore-install disk speed=1\n");
    assertThat(ran.status()).isZero();
  }

  /** As kmod reads it: a backslash stands twice in the file (spec §9.4). */
  @Test
  void aTextWithBlanksQuotesAndBackslashesReachesKmod() throws IOException {
    String text = "say \"hi\" \\ now";
    Registration disk =
        SomeRegistrations.of("disk", "disk", List.of(new TunableValue("word", text, false)));
    String conf =
        ModprobeConf.text(
            Registry.empty("6.1.0-ours", "1").register(disk, Instant.EPOCH, ""), "/bin/kmadmin");
    Files.writeString(top.resolve("dlkm.conf"), conf);

    Child kmod =
        Child.run(
            List.of(
                "env",
                "PATH=/usr/sbin:/sbin:/usr/bin:/bin",
                "modprobe",
                "-C",
                top.toString(),
                "-c"));
    assertThat(ModprobeConf.options(disk)).isEqualTo("word=\"" + text + '"');
    assertThat(kmod.output().lines()).contains("options disk word=\"" + text + '"');
  }

  @Test
  void kmodLoadsNoneForADeviceThatAModuleIsPreferredOver() {
    Registration disk = SomeRegistrations.of("disk", "disk").withPreferredOver(List.of("ahci"));
    Registry registry = Registry.empty("6.1.0-ours", "1").register(disk, Instant.EPOCH, "tester");
    Registry unused =
        registry.replace(registry.find("disk").orElseThrow().withPhases(disk.phases().used(false)));

    assertThat(ModprobeConf.text(registry, "/bin/kmadmin")).contains("\nblacklist ahci\n");
    assertThat(ModprobeConf.text(unused, "/bin/kmadmin")).doesNotContain("blacklist");
  }

  /** kmod takes the first soft dependencies of a module, and runs no install command beside any. */
  @Test
  void aRefusedModuleHasNoSoftDependencies() {
    Registration disk = needing("disk", "base");
    Registry registry =
        Registry.empty("6.1.0-ours", "1")
            .register(disk.withPhases(disk.phases().used(false)), Instant.EPOCH, "tester");

    assertThat(ModprobeConf.text(registry, "/bin/kmadmin").lines().skip(1))
        .hasSize(2)
        .satisfies(lines -> assertThat(lines.getFirst()).isEqualTo("softdep disk pre:"))
        .satisfies(lines -> assertThat(lines.getLast()).startsWith("install disk "));
  }

  @Test
  void theImagesOwnSoftDependenciesStandBesideTheDeclaredOnes() {
    Registry registry =
        Registry.empty("6.1.0-ours", "1")
            .register(needing("disk", "base", "crc-7"), Instant.EPOCH, "tester")
            .register(needing("plain"), Instant.EPOCH, "tester");

    assertThat(ModprobeConf.text(registry, "/bin/kmadmin"))
        .contains("softdep disk pre: base crc_7 crc7 post: crc8\n")
        .doesNotContain("softdep plain");
  }

  /** A module whose image asks for {@code crc7} before it and {@code crc8} after it. */
  private static Registration needing(String module, String... needs) {
    Registration plain = SomeRegistrations.of(module, module);
    ImageFacts image = plain.image();
    ImageFacts asking =
        new ImageFacts(
            image.sha256(),
            image.buildId(),
            image.srcversion(),
            image.kis(),
            SoftDependencies.of(List.of("pre: crc7 post: crc8\n'evil'", "pre: second")),
            false,
            false,
            List.of());
    return RegistrationFixture.like(plain.withImage(asking)).needing(List.of(needs)).record();
  }
}
