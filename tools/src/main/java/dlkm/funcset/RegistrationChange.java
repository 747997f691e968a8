package dlkm.funcset;

import dlkm.boot.InitramfsChange;
import dlkm.boot.InitramfsUpkeep;
import dlkm.declaration.Phase;
import dlkm.host.GenerationFile;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.LackingDependencies;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A change of a function set: what shall be registered at once, and what shall be held for the
 * shutdown. {@link #prepare} writes all of it aside, {@link #commit} makes it current with one
 * rename, held part included. The caller holds the state lock.
 */
public final class RegistrationChange {

  private final FunctionSet set;
  private final GenerationWriter generations;
  private final InitramfsUpkeep early;
  private final Optional<Generation> source;
  private final Optional<Generation> base;
  private final String who;
  private final Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Map<String, Path> images = new TreeMap<>();
  private Registry registry;
  private HeldChanges held;
  private HeldPlan plan;
  private Optional<WholeKernelId> kernel;
  private Optional<WholeKernelId> heldKernel;

  /** Prepared last: it takes longest, and there must be a generation to build it from. */
  private Optional<InitramfsChange> initramfs = Optional.empty();

  private RegistrationChange(
      FunctionSet set, String who, InitramfsUpkeep early, Optional<Generation> source) {
    this.set = set;
    this.source = source;
    this.who = who;
    this.early = early;
    generations = new GenerationWriter(set);
    base = set.current();
    registry = set.registry();
    held = set.held();
    plan = HeldPlan.of(set);
    kernel = base.flatMap(WholeKernelId::of);
    heldKernel = set.pending().map(WholeKernelId::of).orElse(kernel);
  }

  /**
   * Begins a change of what is current now, and clears away what a killed command left.
   *
   * @param who the user to note in the registry
   * @param notice gets a line before work that takes long
   */
  public static RegistrationChange of(FunctionSet set, String who, Notices notice) {
    return of(set, who, notice, Optional.empty());
  }

  /**
   * The same.
   *
   * @param source a generation that counts no longer, and stays for its images until this change is
   *     made; where it is abandoned, another may be made from them
   */
  public static RegistrationChange of(
      FunctionSet set, String who, Notices notice, Optional<Generation> source) {
    InitramfsUpkeep early = new InitramfsUpkeep(set.host(), set.release(), set.directory(), notice);
    try {
      new GenerationCleanup(set).discardLeftovers(source);
      early.abandon();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RegistrationChange(set, who, early, source);
  }

  /** Registers a built module in place of what is registered or held under its name. */
  public RegistrationChange register(Registration built, Path image) {
    registry = registry.register(built, when, who).forKernel(built.image().kis());
    images.put(built.module(), image);
    return cancel(built.module());
  }

  /** Says in which phase a module is loaded: what is registered, and what is held. */
  public RegistrationChange configure(String module, Phase phase) {
    return change(module, r -> r.withPhases(r.phases().configured(phase)));
  }

  /** Says of a module whether it is used: of what is registered, and of what is held. */
  public RegistrationChange use(String module, boolean used) {
    return change(module, r -> r.withPhases(r.phases().used(used)));
  }

  /**
   * Says of modules which others they are preferred over: of what is registered, and of what is
   * held.
   *
   * @param over the names for a registration and its image
   */
  public RegistrationChange prefer(
      Collection<String> modules, BiFunction<Registration, Path, List<String>> over) {
    for (String module : modules) {
      replace(module, (record, image) -> record.withPreferredOver(over.apply(record, image)));
    }
    return this;
  }

  private RegistrationChange change(String module, UnaryOperator<Registration> change) {
    replace(module, (record, _) -> change.apply(record));
    return this;
  }

  /**
   * Replaces a module's records, of what is registered and of what is held, each by its image. What
   * is held ends when it is what is registered.
   */
  private void replace(String module, BiFunction<Registration, Path, Registration> change) {
    Optional<Registration> registered = registry.find(module);
    if (registered.isPresent()) {
      Registration now = registered.get();
      Path fresh = images.get(module);
      Path image = fresh != null ? fresh : base.orElseThrow().image(now);
      registry = registry.replace(change.apply(now, image));
    }
    Registration update = held.updates().get(module);
    if (update != null) {
      Path image = held.images().get(module);
      Registration then = change.apply(update, image);
      held = held.withUpdate(then, image);
      if (registry.find(module).filter(now -> isSame(now, then)).isPresent()) {
        RegistrationChange _ = cancel(module);
      }
    }
  }

  private static boolean isSame(Registration now, Registration then) {
    return now.isSameModule(then) && now.preferredOver().equals(then.preferredOver());
  }

  /** Takes a module out of the registry, now. */
  public RegistrationChange unregister(String module) {
    registry = registry.unregister(module);
    return cancel(module);
  }

  /** Makes another whole kernel of it, now; or none. */
  public RegistrationChange become(Optional<WholeKernelId> identity) {
    kernel = identity;
    return this;
  }

  /** Makes another whole kernel of it at the shutdown; or none. */
  public RegistrationChange holdKernel(Optional<WholeKernelId> identity) {
    heldKernel = identity;
    return this;
  }

  /** Registers a built module at the shutdown. */
  public RegistrationChange hold(Registration built, Path image) {
    held = held.withUpdate(built, image);
    return this;
  }

  /** Takes a module out of the registry at the shutdown. */
  public RegistrationChange holdRemoval(String module) {
    held = held.withRemoval(module);
    return this;
  }

  /**
   * Holds nothing any more for the module. A whole kernel that is held ends with the last of its
   * modules.
   */
  public RegistrationChange cancel(String module) {
    held = held.without(module);
    plan = plan.without(List.of(Layout.system(module)));
    if (held.isEmpty()) {
      heldKernel = kernel;
    }
    return this;
  }

  /** Notes how the plan was before what is held changed it. */
  public RegistrationChange holdPlan(HeldPlan before) {
    plan = before;
    return this;
  }

  /** How the plan was before what will be held changed it. */
  public HeldPlan heldPlan() {
    return plan;
  }

  /** Gives a module other values of its parameters: what is registered, and what is held. */
  public RegistrationChange tune(String module, Map<String, String> values) {
    return change(module, registration -> registration.tuned(values));
  }

  /**
   * Writes the next generation, and the one that is pending after it, to the disk.
   *
   * @param why what is done, in one line
   */
  public Generation prepare(String why) {
    try {
      LoaderLinks.check(set);
      new GenerationCleanup(set).deleteOldest();
      Optional<Generation> pending = Optional.empty();
      if (!held.isEmpty()) {
        pending = Optional.of(prepareHeld(why));
        registry = registry.withNextId(pending.get().registry().nextId());
      }
      Map<GenerationFile, String> notes = notes(GenerationRecord.lines(set, registry, held));
      if (!plan.isEmpty()) {
        notes.put(GenerationFile.PLAN, HeldPlanText.write(plan));
      }
      Generation next = generations.create(base, registry, images, pending, kernel, why, notes);
      new IndexFiles(set).requireWritable(next);
      initramfs = Optional.of(early.prepare(next.directory(), pending.map(Generation::directory)));
      return next;
    } catch (IOException e) {
      abandon();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
  }

  private static Map<GenerationFile, String> notes(List<String> record) {
    Map<GenerationFile, String> notes = new TreeMap<>();
    if (!record.isEmpty()) {
      notes.put(GenerationFile.RECORD, String.join("\n", record) + "\n");
    }
    return notes;
  }

  private Generation prepareHeld(String why) throws IOException {
    Registry then = registry;
    for (Registration registration : held.updates().values()) {
      then = then.register(registration, when, who);
    }
    for (String module : held.removals()) {
      then = then.unregister(module);
    }
    requireDependencies(then);
    Map<String, Path> all = new TreeMap<>(images);
    all.putAll(held.images());
    Map<GenerationFile, String> notes = notes(GenerationRecord.heldLines(set, registry, then));
    return generations.create(
        base, then, all, Optional.empty(), heldKernel, GenerationWriter.HELD + why, notes);
  }

  /** What is held may be changed in parts, and what is registered in between. */
  private void requireDependencies(Registry then) {
    Set<String> ours = new HashSet<>(registry.names());
    ours.addAll(set.registry().names());
    ours.addAll(set.held().updates().keySet());
    List<Problem> problems = lacking(then, ours);
    if (!problems.isEmpty()) {
      InstalledKernel installed = new InstalledKernel(set.host(), set.release());
      ours.removeIf(name -> installed.ownsModule(ModuleName.kernelForm(name)));
      problems = lacking(then, ours);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static List<Problem> lacking(Registry then, Set<String> ours) {
    return LackingDependencies.problems(
        then,
        ours,
        "which would not be registered after the shutdown",
        _ -> "hold both until shutdown, or neither");
  }

  /**
   * Makes a prepared generation current.
   *
   * @throws PartlyDoneException when it is current, and what follows failed
   */
  public void commit(Generation prepared) {
    try {
      LoaderLinks.make(set);
      early.install(
          initramfs.orElseThrow(),
          () -> {
            generations.makeCurrent(prepared);
            GenerationRecord.write(set);
          });
    } catch (IOException e) {
      if (set.current().filter(now -> now.number() == prepared.number()).isPresent()) {
        throw new PartlyDoneException(e);
      }
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Drops what was prepared, after a failure. What can't be deleted counts for nothing, and the
   * next change begins with another try.
   */
  public void abandon() {
    try {
      early.abandon();
      new GenerationCleanup(set).discardLeftovers(source);
    } catch (IOException | UncheckedIOException e) {
      // The failure that matters is the caller's.
      return;
    }
  }

  /**
   * Makes the kernel's way to the current generation right where somebody took a part of it away,
   * and builds its initramfs where a killed command left that undone.
   */
  public void refresh() {
    try {
      if (base.isPresent()) {
        LoaderLinks.make(set);
        Optional<Generation> defaultOne = set.insteadOfDefault();
        if (defaultOne.isPresent()) {
          early.refreshDefault(defaultOne.get().directory());
        } else {
          early.refresh(base.get().directory(), set.pending().map(Generation::directory));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prepares and commits: for a change that the running kernel has no part in. */
  public void apply(String why) {
    commit(prepare(why));
  }

  /** What will be held once this change is committed. */
  public HeldChanges held() {
    return held;
  }

  /** What will be registered once this change is committed. */
  public Registry registry() {
    return registry;
  }

  /** The function set that changes. */
  public FunctionSet functionSet() {
    return set;
  }
}
