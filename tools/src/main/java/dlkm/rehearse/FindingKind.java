package dlkm.rehearse;

/** What can be wrong with a kernel after a run: its name, and a sentence on what it means. */
enum FindingKind {
  OOPS("oops", "the kernel met an invalid access: look at the instruction after RIP"),
  BUG("BUG", "the kernel found a state that must not be: look at the call that is named first"),
  WARNING("WARNING", "a check of the kernel failed: look at the caller of the function named"),
  COMPLAINT(
      "complaint", "the kernel refused a wrong use of one of its interfaces: look at the call"),
  PANIC("panic", "the kernel gave up: look at the first frames of its stack"),
  SOFT_LOCKUP(
      "soft lockup", "code held the processor and let no task run: look for an endless loop"),
  HARD_LOCKUP(
      "hard lockup", "code held the processor with interrupts off: look for an endless loop"),
  HUNG_TASK("hung task", "a task waited too long for something: look at who should have woken it"),
  RCU_STALL("RCU stall", "code stayed too long in a section that must be short: look at its loop"),
  COMMAND_HANG("command hang", "the command did not end in time: look at what it waits for"),
  KERNEL_HANG("kernel hang", "the kernel runs no task any more: look at the code that is named"),
  DEADLOCK("deadlock", "tasks wait for what never comes: compare the locks in their stacks"),
  EARLY_END("early end", "the machine ended without a word: look for a reset or a reboot"),
  TAINT("taint", "the kernel doesn't trust itself any more: the other findings tell why"),
  CHANGED_KERNEL(
      "changed kernel", "code or constants of the kernel were overwritten: restore them on unload"),
  REFUSED_UNLOAD("refused unload", "the module can't be unloaded: look for a reference it keeps"),
  DEVICE_NUMBER("leaked device number", "call unregister_chrdev_region or unregister_blkdev"),
  MISC_DEVICE("leaked misc device", "call misc_deregister on unload"),
  CLASS_ENTRY("leaked class entry", "destroy the device and its class on unload"),
  DEVICE("leaked device", "call device_destroy or device_unregister on unload"),
  DRIVER("leaked driver", "unregister the driver on unload"),
  PROC_ENTRY("leaked /proc entry", "call proc_remove on unload"),
  SYSCTL("leaked sysctl", "call unregister_sysctl_table on unload"),
  SYSFS_ENTRY("leaked sysfs entry", "release the kobject on unload"),
  DEBUGFS_ENTRY("leaked debugfs entry", "call debugfs_remove on unload"),
  SECURITYFS_ENTRY("leaked securityfs entry", "call securityfs_remove on unload"),
  SLAB_CACHE("leaked slab cache", "free its objects and call kmem_cache_destroy on unload"),
  WORKQUEUE("leaked workqueue", "call destroy_workqueue on unload"),
  FILE("leaked file", "call filp_close on unload"),
  KERNEL_THREAD("leaked kernel thread", "call kthread_stop or destroy_workqueue on unload"),
  INTERRUPT("leaked interrupt handler", "call free_irq on unload"),
  FILE_SYSTEM("leaked file system", "call unregister_filesystem on unload"),
  IO_REGION("leaked I/O region", "release the region on unload"),
  CRYPTO("leaked cipher", "unregister the algorithm, or free what uses it, on unload"),
  PROTOCOL("leaked protocol", "call proto_unregister, dev_remove_pack or the like on unload"),
  SOCKET("leaked socket", "call sock_release on unload"),
  PROBE("leaked probe", "unregister the kprobe or the ftrace function on unload"),
  CALLBACK("leaked callback", "take it back on unload, as cpuhp_remove_state does"),
  IPC_OBJECT("leaked IPC object", "remove what the module made"),
  MEMORY("leaked memory", "free on unload what the function named allocated");

  private final String shown;
  private final String meaning;

  FindingKind(String shown, String meaning) {
    this.shown = shown;
    this.meaning = meaning;
  }

  public String shown() {
    return shown;
  }

  public String meaning() {
    return meaning;
  }

  /** Whether it is a state of the kernel that only code of the kernel brings about. */
  boolean isKernels() {
    return compareTo(RCU_STALL) <= 0
        || this == KERNEL_HANG
        || this == DEADLOCK
        || this == TAINT
        || this == CHANGED_KERNEL;
  }

  /** Whether a task may have ended in the midst of its work, or never comes to the end of it. */
  boolean losesTask() {
    return compareTo(HUNG_TASK) <= 0 && this != WARNING && this != COMPLAINT
        || this == COMMAND_HANG
        || this == KERNEL_HANG
        || this == DEADLOCK;
  }
}
