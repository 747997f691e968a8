package dlkm.boot;

import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files by which the system's boot, shutdown and kernel packages call us. They are ours, at
 * places that the system keeps for such files; they come with the first registration and are
 * brought up to date with every one. Where the tools come from a package of the distribution, that
 * package has them all, at the places for packages, and its package manager alone writes them.
 */
public final class BootFiles {

  private static final String HOME = "@HOME@";
  private static final String SETS = "@SETS@";
  private static final String UNIT = "/etc/systemd/system/dlkm-init.service";
  private static final String WANTED = "/etc/systemd/system/sysinit.target.wants/dlkm-init.service";

  /** Our script in {@code sh/boot}, by the place where the system looks for it. */
  private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

  static {
    SCRIPTS.put("/etc/initramfs-tools/hooks/dlkm", "initramfs-hook");
    SCRIPTS.put("/etc/initramfs-tools/scripts/init-top/dlkm", "initramfs-boot1");
    SCRIPTS.put("/etc/initramfs-tools/scripts/init-premount/dlkm", "initramfs-boot2");
    SCRIPTS.put("/usr/lib/dracut/modules.d/90dlkm/module-setup.sh", "dracut-setup");
    SCRIPTS.put("/etc/kernel/postinst.d/dlkm", "kernel-postinst");
    SCRIPTS.put("/etc/kernel/header_postinst.d/dlkm", "kernel-postinst");
    SCRIPTS.put("/etc/kernel/prerm.d/dlkm", "kernel-prerm");
  }

  private final Host host;

  public BootFiles(Host host) {
    this.host = host;
  }

  /** Writes what is missing or differs; nothing in a root where the tools are packaged. */
  public void install() throws IOException {
    if (Files.exists(host.path(Layout.PACKAGED))) {
      return;
    }
    for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
      write(script.getKey(), script.getValue(), "rwxr-xr-x");
    }
    if (Files.exists(host.path("/etc/default/grub"))) {
      write("/etc/grub.d/09_dlkm", "grub-trial", "rwxr-xr-x");
      write("/etc/grub.d/42_dlkm", "grub-kernels", "rwxr-xr-x");
      write("/etc/default/grub.d/dlkm.cfg", "grub-default", "rw-r--r--");
    }
    if (Files.exists(host.path("/usr/bin/bootctl"))) {
      write("/etc/kernel/install.d/95-dlkm.install", "kernel-install", "rwxr-xr-x");
      write(
          "/etc/systemd/system/systemd-bless-boot.service.d/dlkm.conf", "bless-boot", "rw-r--r--");
    }
    if (write(UNIT, "dlkm-init.service", "rw-r--r--")) {
      AtomicFiles.link(host.entry(WANTED), Path.of("../dlkm-init.service"));
    }
  }

  private boolean write(String place, String name, String mode) throws IOException {
    Path target = host.path(place);
    // Where the system doesn't have that mechanism nobody would look for it.
    if (!Files.isDirectory(target.getParent().getParent())) {
      return false;
    }
    String text =
        Files.readString(host.home().resolve("sh/boot").resolve(name))
            .replace(HOME, host.home().toString())
            .replace(SETS, Layout.SETS);
    if (!Files.exists(target) || !Files.readString(target).equals(text)) {
      AtomicFiles.write(target, text, mode);
    }
    return true;
  }
}
