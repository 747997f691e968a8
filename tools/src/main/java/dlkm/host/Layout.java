package dlkm.host;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The paths of our own files, as absolute paths of the machine; no other class has any. {@link
 * Host#path} puts them below the root, {@link #shell} writes them for shell scripts.
 *
 * <p>What the administrator plans is in {@code /etc}, what he installed in {@code /var/lib}, what
 * the kernel loads in {@code /usr/lib}, because modules are loaded before a separate {@code /var}
 * is mounted. What is in {@code /var/cache} may be deleted at any time.
 */
public final class Layout {

  /** The administrator's plan. */
  public static final String PLAN = "/etc/dlkm";

  /** Component files and their journal. */
  public static final String COMPONENTS = "/var/lib/dlkm";

  private static final String LIBRARY = "/usr/lib/dlkm";

  /** Is there where a package of the distribution owns the tools and their {@code BootFiles}. */
  public static final String PACKAGED = LIBRARY + "/packaged";

  /** The HP-UX system file of the whole kernel (spec §3.3). */
  public static final String SYSTEM = PLAN + "/system";

  /** The HP-UX system file before its last change (spec §2.3). */
  public static final String SYSTEM_PREVIOUS = SYSTEM + ".prev";

  /** The modules' system files, named after the modules. */
  public static final String SYSTEMS = PLAN + "/system.d";

  /** The keys that images are signed with. */
  public static final String SIGNING = PLAN + "/signing.conf";

  /** Where {@code config --all} looks for images of what was built elsewhere, a line each. */
  public static final String IMAGE_SOURCES = PLAN + "/images";

  /** The names of modules to load at boot (spec §3.4). */
  public static final String LOADMODS = "/etc/loadmods";

  /** The link to the current generation's configuration for modprobe. */
  public static final String MODPROBE = "/etc/modprobe.d/dlkm.conf";

  /** The master files, shared ones too. */
  public static final String MASTERS = COMPONENTS + "/master.d";

  /** The modules' code, a directory each. */
  public static final String CODE = COMPONENTS + "/km.d";

  /** The redo journal of component and system files. */
  public static final String JOURNAL = COMPONENTS + "/journal";

  /** What files were before the builds of packages that run now, or were cut off. */
  public static final String BEFORE = COMPONENTS + "/before";

  /** What hooks noted during a run of dpkg, to be built at its end: a line each. */
  public static final String NOTED = COMPONENTS + "/noted";

  /** The commands that repeat what failed at the end of the last run of dpkg. */
  public static final String FAILED_BUILDS = COMPONENTS + "/failed-builds";

  /** The function sets, named after the kernels' releases. */
  public static final String SETS = LIBRARY + "/sets";

  /** A link to the function set of the running kernel. */
  public static final String RUNNING = LIBRARY + "/running";

  /** The cache; may be deleted at any time. */
  public static final String CACHE = "/var/cache/dlkm";

  /** Where modules are built, a directory for each kernel. */
  public static final String BUILD = CACHE + "/build";

  /** The build areas of images, a directory for each kernel. */
  public static final String BUILT = CACHE + "/built";

  /** The redo journal of the build areas. */
  public static final String CACHE_JOURNAL = CACHE + "/journal";

  /** The build cache: images by the hash of their inputs. */
  public static final String IMAGES = CACHE + "/images";

  /** What is on its way out of a registry, a directory for each module. */
  public static final String PULLED = CACHE + "/pulled";

  /** The index cache, a file for each kernel. */
  public static final String INDEX = CACHE + "/index";

  /** The build ids of kernel images. */
  public static final String BUILD_IDS = CACHE + "/build-id";

  /** Files that last until the shutdown. */
  public static final String RUN = "/run/dlkm";

  /** The state lock. */
  public static final String LOCK = RUN + "/lock";

  /** The lock of the boot loader's entries, which shell scripts write and delete. */
  public static final String ENTRIES_LOCK = RUN + "/entries.lock";

  /** The lock of the build directories. */
  public static final String BUILD_LOCK = RUN + "/build.lock";

  /** The record of this boot. */
  public static final String ATTEMPTS = RUN + "/attempts";

  /** The logs. */
  public static final String LOGS = "/var/log/dlkm";

  /** The log of internal errors. */
  public static final String LOG = LOGS + "/internal-errors.log";

  /** The change log (spec §9.6). */
  public static final String CHANGE_LOG = LOGS + "/changes.log";

  /** What scratch machines are made of, a directory for each that runs. */
  public static final String SCRATCH = CACHE + "/rehearsal";

  /** Scratch machines whose kernel has booted, ready to be resumed. */
  public static final String SNAPSHOTS = CACHE + "/snapshots";

  /** When the last rehearsal was, and what came of it. */
  public static final String REHEARSAL = CACHE + "/last-rehearsal";

  /** A scratch machine's copy of the generation that an update made there. */
  public static final String REHEARSED = CACHE + "/rehearsed";

  /** The lock of the commands that change DKMS's tree. */
  public static final String DKMS_LOCK = RUN + "/dkms.lock";

  /** The modules of all kernels; a link to it or on the way to it is usual. */
  public static final String MODULES = "/lib/modules";

  /** DKMS's tree: packages and what was built of them. */
  public static final String DKMS = "/var/lib/dkms";

  /** The sources of DKMS's packages. */
  public static final String DKMS_SOURCES = "/usr/src";

  /** DKMS's configuration. */
  public static final String DKMS_CONFIGURATION = "/etc/dkms";

  /** The link in a kernel's modules directory by which its loader finds our images. */
  public static final String IMAGES_LINK = "updates/dlkm";

  /** Where scripts look for the modules of DKMS's packages, below a kernel's modules directory. */
  public static final String DKMS_LINKS = "updates/dkms";

  /** The list of modules to register, in a directory that {@code kmmodreg -r} names. */
  public static final String REGISTER_LIST = "mod_register";

  private Layout() {}

  /** The installed master file of a module. */
  public static String master(String module) {
    return MASTERS + "/" + module;
  }

  /** The directory of a module's installed code. */
  public static String code(String module) {
    return CODE + "/" + module;
  }

  /** The installed system file of a module. */
  public static String system(String module) {
    return SYSTEMS + "/" + module;
  }

  /** The function set of a kernel. */
  public static String set(String release) {
    return SETS + "/" + release;
  }

  /** The build area of a kernel. */
  public static String built(String release) {
    return BUILT + "/" + release;
  }

  /** Where modules are built for a kernel. */
  public static String build(String release) {
    return BUILD + "/" + release;
  }

  /** The modules directory of a kernel: not ours. */
  public static String modules(String release) {
    return MODULES + "/" + release;
  }

  /** The link by which a kernel's loader finds our images. */
  public static String imagesLink(String release) {
    return modules(release) + "/" + IMAGES_LINK;
  }

  /** The text of that link, which leads to an image of ours. */
  public static Path dkmsTarget(String image) {
    return Path.of(DKMS_LINKS).relativize(Path.of(IMAGES_LINK)).resolve(image);
  }

  /** The link by which scripts find a DKMS package's module for a kernel. */
  public static String dkmsLink(String release, String file) {
    return modules(release) + "/" + DKMS_LINKS + "/" + file;
  }

  /** A module's device numbers, as long as it is loaded. */
  public static String devices(String module) {
    return RUN + "/" + module + ".devices";
  }

  /** The assignments of the file that our shell scripts read. */
  public static String shell() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("system", SYSTEM);
    places.put("systems", SYSTEMS);
    places.put("loadmods", LOADMODS);
    places.put("image_sources", IMAGE_SOURCES);
    places.put("modprobe_conf", MODPROBE);
    places.put("masters", MASTERS);
    places.put("code", CODE);
    places.put("components", COMPONENTS);
    places.put("noted", NOTED);
    places.put("failed_builds", FAILED_BUILDS);
    places.put("sets", SETS);
    places.put("running", RUNNING);
    places.put("cache", CACHE);
    places.put("build", BUILD);
    places.put("built", BUILT);
    places.put("run", RUN);
    places.put("lock", LOCK);
    places.put("entries_lock", ENTRIES_LOCK);
    places.put("build_lock", BUILD_LOCK);
    places.put("attempts", ATTEMPTS);
    places.put("change_log", CHANGE_LOG);
    places.put("images_link", IMAGES_LINK);
    StringBuilder text =
        new StringBuilder("# Written from dlkm.host.Layout: where our files are.\n");
    places.forEach((name, place) -> text.append("dlkm_" + name + "=" + place + "\n"));
    return text.toString();
  }
}
