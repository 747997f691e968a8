package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.conf.Phase;
import dlkm.conf.SupportedPhase;
import dlkm.host.Child;
import dlkm.registry.Phases;
import dlkm.registry.Registry;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What modprobe's shell does with the command that refuses a module. */
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
}
