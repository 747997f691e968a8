package dlkm.rehearse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of QEMU. What keeps the host safe is here: its file system is exported read-only
 * and is the only thing of the host that the machine has, there is no network, and QEMU itself may
 * start no program.
 *
 * @param directory holds the sockets of the ports
 */
record Qemu(Programs programs, Path directory, Path kernel, Path initramfs, Path log) {

  /**
   * The kernel's words. A panic ends the machine at once (with {@code -no-reboot}); an oops does
   * not, so that the command goes on where it can. A processor that a loop has taken for good
   * counts as one that won't come back. Few messages reach the console: every character there costs
   * the emulated processor a device access. All limits are the kernel's own, as on hardware. Each
   * slab cache is one of its own: of merged ones, the kernel keeps the names of those that are
   * gone.
   */
  private static final List<String> KERNEL =
      List.of(
          "console=ttyS0",
          "nokaslr",
          "panic=-1",
          "softlockup_panic=1",
          "unknown_nmi_panic",
          "log_buf_len=4M",
          "tsc=reliable",
          "no_timer_check",
          "cryptomgr.notests",
          "slab_nomerge",
          "noreplace-smp");

  /** Ours is the first process. */
  private static final List<String> COMMAND = List.of("loglevel=5", "rdinit=/init");

  /**
   * The machine's own initramfs and init boot, with our script to mount the root. The disks that
   * its {@code fstab} names aren't there. What {@code kmphase} says is on the console too, a module
   * at a time, so that one that ends the boot is known.
   */
  private static final List<String> BOOT =
      List.of(
          "loglevel=6",
          "dlkm=step",
          "boot=rehearse",
          "noresume",
          "fstab=no",
          "systemd.gpt_auto=0",
          "systemd.show_status=0");

  /**
   * An emulator keeps its translation of code by the address that the code runs at. With programs
   * always at the same addresses, a program that starts again, a JVM above all, is not translated
   * again: that is half of its start.
   */
  private static final String SAME_ADDRESSES = "norandmaps";

  /**
   * The emulator's simplest processor, which lacks what every real one has: code of the kernel that
   * reads or runs a program's memory by itself must die of it here too.
   */
  private static final String EMULATED = "qemu64,+smep,+smap,+umip";

  /**
   * The machine's clock counts instructions, 32 ns each, and skips idle time: no limit in the
   * machine depends on how busy the host is. Of the shifts that were tried, 7 leaves too few
   * instructions between two ticks (false stalls in a whole boot) and below 4 a delay loop takes
   * minutes; "auto" follows the host's clock, which is what must not be.
   */
  private static final String CLOCK = "shift=5,sleep=off";

  /**
   * Objects that were freed, and the space between objects, are filled and checked on use. The
   * caches behind them are the ones in which the kernel keeps what was registered with it: their
   * {@link RedZones} tell which objects are in use.
   */
  private static final List<String> MEMORY =
      List.of("slub_debug=FZP,kmalloc-*;Z,radix_tree_node,kernfs_node_cache");

  /** The same for all memory, and who allocated what: the traces alone double the guest's work. */
  private static final List<String> ALL_MEMORY =
      List.of("slub_debug=FZPU", "page_poison=1", "init_on_alloc=0");

  /** What is said in a whole boot, in the clock of the log (see {@link ModulesWords}). */
  private static final List<String> WORDS =
      List.of(
          "trace_clock=perf",
          "kprobe_event=p:held/said,vprintk,format=$arg1:x64,text=+0($arg1):x64,more=+8($arg1):x64");

  /** Boots the kernel. */
  List<String> command(RehearsalSpec spec) {
    List<String> words = new ArrayList<>();
    programs
        .setpriv()
        .ifPresent(path -> words.addAll(List.of(path.toString(), "--pdeathsig", "KILL", "--")));
    words.add(programs.qemu().toString());
    add(words, "-nodefaults", "-no-user-config", "-no-reboot");
    add(words, "-display", "none", "-vga", "none", "-nic", "none");
    add(words, "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny");
    words.addAll(machine(spec));
    add(words, "-seed", "" + spec.job().effort().seed());
    add(words, "-kernel", kernel.toString(), "-initrd", initramfs.toString());
    add(words, "-chardev", "file,id=log,path=" + escaped(log), "-serial", "chardev:log");
    root(words, spec.host().root());
    ports(words);
    spec.machine().disk().ifPresent(disk -> disk(words, disk));
    for (String device : spec.machine().devices()) {
      add(words, "-device", device);
    }
    return words;
  }

  /** Goes on with a machine whose state comes on the standard input. */
  List<String> resume(RehearsalSpec spec) {
    List<String> words = command(spec);
    add(words, "-incoming", "fd:0");
    return words;
  }

  /** What the kernel sees of the machine but for its files, ports and devices. */
  static List<String> machine(RehearsalSpec spec) {
    Machine machine = spec.machine();
    List<String> words = new ArrayList<>();
    add(words, "-machine", "q35", "-m", machine.memory() + "M", "-smp", "" + machine.cpus());
    switch (machine.acceleration()) {
      case TCG -> add(words, "-accel", "tcg", "-cpu", EMULATED);
      case KVM -> add(words, "-accel", "kvm", "-cpu", "host");
    }
    if (machine.countsInstructions()) {
      add(words, "-icount", CLOCK, "-rtc", "clock=vm");
    }
    add(words, "-append", arguments(spec));
    return words;
  }

  private static String arguments(RehearsalSpec spec) {
    Machine machine = spec.machine();
    List<String> arguments = new ArrayList<>(KERNEL);
    arguments.addAll(spec.isWholeBoot() ? BOOT : COMMAND);
    if (spec.isWholeBoot()) {
      arguments.addAll(WORDS);
    }
    if (spec.job().effort().thorough()) {
      arguments.addAll(ALL_MEMORY);
    } else if (!spec.isWholeBoot()) {
      arguments.addAll(MEMORY);
    }
    if (machine.acceleration() == Machine.Acceleration.TCG) {
      arguments.add(SAME_ADDRESSES);
    }
    arguments.addAll(machine.arguments());
    return String.join(" ", arguments);
  }

  private static void root(List<String> words, Path root) {
    add(
        words,
        "-fsdev",
        "local,id=root,security_model=none,readonly=on,multidevs=remap,path=" + escaped(root));
    add(words, "-device", "virtio-9p-pci,fsdev=root,mount_tag=root");
  }

  private void ports(List<String> words) {
    add(words, "-device", "virtio-serial-pci");
    for (ReportPort port : ReportPort.values()) {
      String name = port.shown();
      add(words, "-chardev", "socket,id=" + name + ",path=" + escaped(port.socket(directory)));
      if (port == ReportPort.MONITOR) {
        add(words, "-mon", "chardev=" + name + ",mode=readline");
      } else {
        add(words, "-device", "virtserialport,chardev=" + name + ",nr=" + port.number());
      }
    }
  }

  /** The disk's content need not survive a power cut of the host, only the end of QEMU. */
  private static void disk(List<String> words, Path disk) {
    add(words, "-drive", "if=none,id=disk,format=raw,cache=unsafe,file=" + escaped(disk));
    add(words, "-device", "virtio-blk-pci,drive=disk");
  }

  private static void add(List<String> words, String... more) {
    words.addAll(List.of(more));
  }

  /** In QEMU's options a comma within a value is written twice. */
  private static String escaped(Path path) {
    return path.toString().replace(",", ",,");
  }
}
