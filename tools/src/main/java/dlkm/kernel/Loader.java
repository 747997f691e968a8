package dlkm.kernel;

import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Loads modules into the running kernel and unloads them. Every request is announced in the
 * kernel's log, and a refusal comes with what the log said after that.
 */
public final class Loader implements AutoCloseable {

  private final Host host;
  private final Libkmod libkmod;

  private Loader(Host host, Libkmod libkmod) {
    this.host = host;
    this.libkmod = libkmod;
  }

  /**
   * A way to the running kernel.
   *
   * @throws ProblemException below another root, on a kernel that can't load modules, or without
   *     libkmod
   */
  public static Loader open(Host host) {
    String release = host.runningRelease();
    if (!LoadedModules.supported(host)) {
      throw cannotLoad(release);
    }
    Libkmod libkmod =
        Libkmod.open()
            .orElseThrow(
                () ->
                    new ProblemException(
                        "libkmod.so.2", "is not installed", "install the package libkmod2"));
    return new Loader(host, libkmod);
  }

  /** The machine whose kernel this is. */
  public Host host() {
    return host;
  }

  /** The problem of a kernel without modules, such as a container host's. */
  static ProblemException cannotLoad(String release) {
    return new ProblemException(
        "kernel " + release,
        "this kernel can't load modules",
        "run the command in a scratch machine, 'kmrehearse -- COMMAND'");
  }

  /**
   * Loads a module by name, with what it needs first, through the kernel's module index and with
   * the parameters of modprobe.d. One that is loaded already is done.
   */
  public Outcome loadByName(String name) {
    return load(name, () -> libkmod.probe(name));
  }

  /**
   * Loads the module of a file, with what the module index knows that it needs first.
   *
   * @param name the kernel's name of it
   * @param options parameters in addition to those of modprobe.d
   */
  public Outcome loadFile(String name, Path image, String options) {
    String path = real(image).toString();
    return load(name, () -> libkmod.probeFile(path, options));
  }

  /** The same for a file that nobody has read yet. */
  public Outcome loadFile(Path image, String options) {
    return loadFile(read(real(image)).name(), image, options);
  }

  /** The parameters that modprobe.d and the kernel's command line have for a module. */
  public String options(String name) {
    return libkmod.options(name);
  }

  private Outcome load(String name, IntSupplier request) {
    DeviceNumbers before = DeviceNumbers.now(host);
    boolean loaded = LoadedModules.find(host, ModuleName.kernelForm(name)).isPresent();
    Outcome outcome = ask("loading " + name, request);
    note(name, before, outcome);
    if (!loaded) {
      LoadEntries.load(name, outcome);
    }
    return outcome;
  }

  /**
   * Does everything for a load that can be done before an older module of the name has left: {@link
   * #insert} has one system call left to make.
   *
   * @param options all of its parameters
   * @throws ProblemException when the file is no intact module
   */
  public PreparedModule prepare(Path image, String options) {
    Path real = real(image);
    // Reading it all also puts it into memory.
    ModuleImage content = read(real);
    Libkmod.Insertion insertion = libkmod.insertion(real.toString(), options);
    // The older one's own numbers may well be the newer one's: they count as new then.
    DeviceNumbers own = DeviceNumbers.noted(host, content.name());
    DeviceNumbers before = DeviceNumbers.now(host).since(own);
    // Through the same code as the real requests, so that nothing of it runs for the first time.
    ask("preparing " + content.name(), libkmod::warmUp);
    return new PreparedModule(content, insertion, before);
  }

  /** Loads what was prepared. What it needs has to be loaded. */
  public Outcome insert(PreparedModule prepared) {
    Outcome outcome = ask("loading " + prepared.name(), () -> libkmod.insert(prepared.insertion()));
    note(prepared.name(), prepared.before(), outcome);
    LoadEntries.load(prepared.name(), outcome);
    return outcome;
  }

  /**
   * Loads what was prepared where no older module of the name was loaded: devices that came since
   * the preparation are those of other modules.
   */
  public Outcome insertNew(PreparedModule prepared) {
    return insert(
        new PreparedModule(prepared.image(), prepared.insertion(), DeviceNumbers.now(host)));
  }

  /**
   * Unloads a module. One of the DLKM interface is asked first, and its own error number is the
   * answer when it refuses; if the kernel refuses after it agreed, it is loaded again.
   */
  public Outcome unload(String name) {
    String kernelName = ModuleName.kernelForm(name);
    IntSupplier request = removal(kernelName);
    Outcome outcome = ask("unloading " + kernelName, request);
    if (outcome instanceof Outcome.Done) {
      DeviceNumbers.forget(host, kernelName);
    }
    LoadEntries.unload(kernelName, outcome);
    return outcome;
  }

  /**
   * Unloads a module and loads its newer image, with nothing but the kernel's calls between the
   * two; when the kernel refuses the new one, the old one is loaded again.
   *
   * @param old the image that is loaded now, with the parameters that it has
   */
  public Replacement replace(PreparedModule next, PreparedModule old) {
    IntSupplier removal = removal(old.name());
    String mark = RequestLog.mark("replacing " + old.name());
    long start = System.nanoTime();
    int removed = removal.getAsInt();
    int inserted = removed < 0 ? removed : libkmod.insert(next.insertion());
    int again = removed < 0 || inserted >= 0 ? 0 : libkmod.insert(old.insertion());
    Duration gap = Duration.ofNanos(System.nanoTime() - start);
    Replacement result = result(next, old, mark, gap, removed, inserted, again);
    LoadEntries.replacement(next, old, result);
    return result;
  }

  private Replacement result(
      PreparedModule next,
      PreparedModule old,
      String mark,
      Duration gap,
      int removed,
      int inserted,
      int again) {
    if (removed < 0) {
      return new Replacement.Stayed(refused(removed, mark));
    }
    DeviceNumbers.now(host).since(next.before()).note(host, old.name());
    if (inserted >= 0) {
      return new Replacement.Replaced(gap);
    }
    return again >= 0
        ? new Replacement.PutBack(refused(inserted, mark), gap)
        : new Replacement.Lost(refused(inserted, mark), refused(again, mark));
  }

  /** The request to unload, ready to be made: what has to be looked up is looked up now. */
  private IntSupplier removal(String kernelName) {
    Optional<LoadedModule> loaded = LoadedModules.find(host, kernelName);
    if (loaded.isPresent() && loaded.get().wrapped()) {
      String unloadSwitch = loaded.get().unloadSwitch().toString();
      return () -> removeAsked(unloadSwitch, kernelName);
    }
    return () -> removeNow(kernelName);
  }

  private int removeAsked(String unloadSwitch, String name) {
    int asked = libkmod.write(unloadSwitch, "1");
    if (asked < 0) {
      return asked;
    }
    int removed = removeNow(name);
    if (removed < 0 && libkmod.write(unloadSwitch, "0") < 0) {
      RequestLog.mark(name + " agreed to be unloaded, is still there, and doesn't load again");
    }
    return removed;
  }

  /** delete_module(2) that doesn't wait says EAGAIN for a module in use; to people it is busy. */
  private int removeNow(String name) {
    int removed = libkmod.remove(name);
    return removed == -Errno.EAGAIN ? -Errno.EBUSY : removed;
  }

  private static Outcome ask(String what, IntSupplier request) {
    String mark = RequestLog.mark(what);
    long start = System.nanoTime();
    int result = request.getAsInt();
    long took = System.nanoTime() - start;
    if (result >= 0) {
      return new Outcome.Done(Duration.ofNanos(took));
    }
    return refused(result, mark);
  }

  private static Outcome.Refused refused(int result, String mark) {
    return Outcome.Refused.of(-result, RequestLog.since(mark));
  }

  private void note(String name, DeviceNumbers before, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ -> {
        DeviceNumbers fresh = DeviceNumbers.now(host).since(before);
        // None came when it was loaded already: the note of that load stays.
        if (!fresh.isEmpty()) {
          fresh.note(host, name);
        }
      }
      case Outcome.Refused _ -> {}
    }
  }

  private static Path real(Path image) {
    try {
      return image.toRealPath();
    } catch (NoSuchFileException e) {
      throw new ProblemException(image.toString(), "does not exist", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleImage read(Path image) {
    try {
      return ModuleImage.parse(image.toString(), Files.readAllBytes(image));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes each native call once where it does nothing, for the run that trains the start-up cache.
   */
  public static void train() {
    Optional<Libkmod> found = Libkmod.open();
    if (found.isPresent()) {
      try (Libkmod libkmod = found.get()) {
        libkmod.warmUp();
        libkmod.remove("dlkm-no-such-module");
        libkmod.probe("dlkm-no-such-module");
      }
    }
  }

  @Override
  public void close() {
    libkmod.close();
  }
}
