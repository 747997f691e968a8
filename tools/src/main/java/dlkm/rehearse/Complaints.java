package dlkm.rehearse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages by which a kernel says that one of its interfaces is misused, without a warning and
 * without a taint: as the kernels 6.1 to 7.2 print them. Messages of what fails by itself, as an
 * allocation or a device, are none.
 */
final class Complaints {

  /** What the kernel prints before the text of some: the function's name, or the part's. */
  private static final String KOBJECT = "(?:kobject: )?";

  private static final Pattern SHARING =
      Pattern.compile("genirq: Flags mismatch irq \\d+\\. \\S+ \\((.*)\\) vs\\. \\S+ \\((.*)\\)");

  /** Bus and name of the device, as the kernel's messages about one begin. */
  private static final String DEVICE = "\\S+ \\S+: ";

  static final String[] FORMS = {
    "sysfs: cannot create duplicate filename '",
    KOBJECT + "kobject_add_internal failed for .* with -EEXIST, don't try to register things",
    KOBJECT + "kobject_add_internal failed for .* \\(error: -\\d+ parent: .*\\)$",
    KOBJECT
        + "kobject \\(\\S+\\): tried to init an initialized object, something is seriously wrong\\.$",
    KOBJECT
        + "kobject '.*' \\(\\S+\\): tried to add an uninitialized object, something is seriously wrong\\.$",
    KOBJECT + "(?:kobject \\(\\S+\\): )?must have a ktype to be initialized properly!$",
    "kobject: can not set name properly!$",
    "Error: Driver '.*' is already registered, aborting\\.\\.\\.$",
    "Driver '.*' was unable to register with bus_type '.*' because the bus was not initialized\\.$",
    "Driver '.*' needs updating - please use bus_type methods$",
    "\\w+: cannot add device '.*' to unregistered bus '.*'$",
    "\\w+: class \\S+ was not registered yet$",
    DEVICE + "Resources present before probing$",
    DEVICE + "remove callback returned a non-zero value\\. This will be ignored\\.$",
    DEVICE + "Runtime PM usage count underflow!$",
    DEVICE + "Unbalanced pm_runtime_enable!$",
    DEVICE + "hwmon: '.*' is not a valid name attribute, please fix$",
    "(?:" + DEVICE + ")?Absolute device without dev->absinfo, refusing to register$",
    "(?:" + DEVICE + ")?REMOVING GPIOCHIP WITH GPIOS STILL REQUESTED$",
    "PWM device already freed$",
    "softirq: huh, entered softirq \\d+ .* with preempt_count [0-9a-f]{8}, exited with",
    "softirq: Attempt to kill tasklet from interrupt$",
    "schedule_timeout: wrong timeout value [0-9a-f]+$",
    "workqueue .*: \\w+\\(\\) isn't complete after \\d{3,} tries$",
    "(?:fill_read_buffer|dev_attr_show): .*\\+0x.* returned bad count$",
    "seq_file: buggy \\.next function .* did not update position index$",
    "(?:resource: )?Trying to free nonexistent resource <",
    "iounmap: bad address [0-9a-f]+$",
    "(?:" + DEVICE + ")?dma_pool_destroy \\S.* busy$",
    "(?:" + DEVICE + ")?dma_pool_free \\S.*, \\S+/\\S+ \\(bad (?:dma|vaddr)\\)$",
    "Unexpected gfp: 0x[0-9a-f]+ \\(.*\\)\\. Fixing up to gfp: 0x[0-9a-f]+ \\(.*\\)\\. Fix your code!$",
    "(?:__)?kmem_cache_create\\w*\\(.*\\) failed with error -(?!12$)\\d+$",
    "Must use shrinker_alloc\\(\\) to dynamically allocate the shrinker$",
    "\\w+: \\w+\\(\\): percpu_ref underflow",
    "VFS: Busy inodes after unmount of ",
    "VFS: Close: file count is 0 \\(f_op=",
    "Leaked locks on dev=0x[0-9a-f]+:0x[0-9a-f]+ ino=0x[0-9a-f]+:$",
    "kill_fasync: bad magic number in fasync_struct!$",
    "__sock_release: fasync list not empty!$",
    "do_init_module: '.*'->init suspiciously returned -?\\d+",
    "\\S+: init suspiciously returned -?\\d+, it should follow 0/-E convention$",
    "genirq: Flags mismatch irq \\d+\\. [0-9a-f]{8} \\(.*\\) vs\\. [0-9a-f]{8}",
    "genirq: Threaded irq requested with handler=NULL and !ONESHOT for .* \\(irq \\d+\\)$",
    "irq \\d+: nobody cared \\(try booting with",
    "irq event \\d+: bogus return value [0-9a-f]+$",
    "IRQ \\d+ device .* returned IRQ_WAKE_THREAD but no thread function available\\.$",
    "sysctl duplicate entry: /",
    "sysctl table check failed: ",
    "debugfs: Directory '.*' with parent '.*' already present!$",
    "debugfs: File '.*' in directory '.*' already present!$",
    "debugfs: '.*' already exists in '.*'$",
    "CHRDEV \".*\" (?:major|minor range) requested \\(\\d+(?:-\\d+)?\\) is (?:greater|out of range)",
    "register_blkdev: major requested \\(\\d+\\) is greater than the maximum \\(\\d+\\) for ",
    "dev_remove_(?:pack|offload): \\S+ not found$",
    "protocol [0-9a-f]{4} is buggy, dev ",
    "IPv[46]: (?:Attempt to (?:override|unregister) permanent protocol|Ignoring attempt to register invalid"
        + " socket type) \\d+$",
    "IPv4: Attempt to release (?:TCP socket in state \\d+|alive inet socket) \\S+$",
    "af_packet: Attempt to release alive packet socket: \\S+$",
    "unix: Attempt to release alive unix socket: \\S+$",
    ".*\\bNAPI poll function \\S+.* returned \\d+, exceeding its budget of \\d+\\.$",
    ".*\\bnetif_napi_add\\w*\\(\\) called with weight \\d+$",
    "unregister_netdevice: waiting for \\S+ to become free\\. Usage count = -?\\d+"
  };

  /** Those after which the kernel always shows its stack. */
  private static final List<String> WITH_STACK =
      List.of("sysfs: ", "iounmap: ", "irq ", "schedule_timeout: ", "Unexpected gfp: ");

  private Complaints() {}

  /** Whether a stack must follow the message: a driver that prints the words alone shows none. */
  static boolean hasStack(String message) {
    return WITH_STACK.stream().anyMatch(message::startsWith);
  }

  /** Whether a driver asked for an interrupt that another one has for itself. */
  static boolean isOfSharing(String message) {
    Matcher sharing = SHARING.matcher(message);
    return sharing.lookingAt() && !sharing.group(1).equals(sharing.group(2));
  }

  /**
   * Whether a line that follows the message, and is no stack, is about the same: the kernel's list
   * of an interrupt's handlers is.
   */
  static boolean isMore(String line) {
    return line.equals("handlers:")
        || line.startsWith("[<")
        || line.endsWith("loading module anyway...");
  }
}
