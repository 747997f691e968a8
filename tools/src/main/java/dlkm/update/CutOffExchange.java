package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.host.Notices;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.load.LoadedDependents;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings the modules of an exchange that was cut off to the state that a generation describes: all
 * that are in another state are unloaded, dependents first, before one is loaded again. A new
 * dependent would keep the new image of what it needs, and an old one can't be loaded over it.
 */
final class CutOffExchange {

  private final Loader loader;
  private final Generation current;
  private final Notices notices;
  private final Map<String, Registration> wanted = new LinkedHashMap<>();
  private final Map<String, PreparedModule> missing = new HashMap<>();
  private final List<String> unfinished = new ArrayList<>();

  CutOffExchange(Loader loader, Generation current, Notices notices) {
    this.loader = loader;
    this.current = current;
    this.notices = notices;
  }

  /**
   * Loads the registered images.
   *
   * @param exchanged modules that were loaded; one that isn't registered any more is left alone:
   *     who loaded it since is unknown
   * @param left modules that became unused: one that still is used was loaded
   * @param came modules that were loaded with them: one that isn't as registered, or isn't used,
   *     goes
   * @return the modules for which no other try is needed
   */
  List<String> restore(List<String> exchanged, List<String> left, List<String> came) {
    Map<String, LoadedModule> loaded = new LinkedHashMap<>();
    for (String module : exchanged) {
      current.registry().find(module).ifPresent(found -> wanted.put(module, found));
    }
    for (String module : left) {
      used(module).ifPresent(found -> wanted.put(module, found));
    }
    Stream.concat(wanted.keySet().stream(), came.stream())
        .forEach(module -> find(module).ifPresent(now -> loaded.put(module, now)));
    List<LoadedModule> leaving = leaving(loaded);
    for (Registration registration : wanted.values()) {
      LoadedModule now = loaded.get(registration.module());
      if (now == null || leaving.contains(now)) {
        prepare(registration);
      }
    }
    keepUnfinished(leaving);
    UnloadOrder.dependentsFirst(leaving).forEach(this::unload);
    for (Registration registration : dependenciesFirst()) {
      load(registration);
    }
    return Stream.of(exchanged, left, came)
        .flatMap(List::stream)
        .filter(module -> !unfinished.contains(ModuleName.kernelForm(module)))
        .toList();
  }

  private Optional<Registration> used(String module) {
    return current.registry().find(module).filter(found -> found.phases().used());
  }

  private void prepare(Registration registration) {
    try {
      missing.put(registration.kernelName(), SwapPreparation.of(loader, current, registration));
    } catch (ProblemException e) {
      e.problems().forEach(problem -> notices.say(cutOff(registration.module()) + ": " + problem));
      unfinished.add(registration.kernelName());
    }
  }

  /**
   * What can't be loaded again stays as it is, with all that uses it or that it uses, now or as
   * registered: none of that could be loaded again without it.
   */
  private void keepUnfinished(List<LoadedModule> leaving) {
    Set<String> kept = new LinkedHashSet<>(unfinished);
    boolean more = true;
    while (more) {
      more = kept.addAll(belonging(kept, leaving));
    }
    List<LoadedModule> staying =
        leaving.stream().filter(module -> kept.contains(module.name())).toList();
    leaving.removeAll(staying);
    for (LoadedModule stays : staying) {
      missing.remove(stays.name());
      if (!unfinished.contains(stays.name())) {
        unfinished.add(stays.name());
        notices.say(
            cutOff(stays.name())
                + ", and the loaded image stays, as one that belongs to it does: the next command"
                + " tries again");
      }
    }
  }

  private List<String> belonging(Set<String> kept, List<LoadedModule> leaving) {
    Stream<String> loaded =
        leaving.stream()
            .filter(
                one ->
                    leaving.stream()
                        .anyMatch(other -> kept.contains(other.name()) && isUse(one, other)))
            .map(LoadedModule::name);
    Stream<String> registered =
        wanted.values().stream()
            .filter(registration -> missing.containsKey(registration.kernelName()))
            .filter(registration -> kept.stream().anyMatch(name -> needs(registration, name)))
            .map(Registration::kernelName);
    return Stream.concat(loaded, registered).toList();
  }

  private static boolean isUse(LoadedModule one, LoadedModule other) {
    return one.dependents().contains(other.name()) || other.dependents().contains(one.name());
  }

  private Optional<LoadedModule> find(String module) {
    return LoadedDependents.find(loader.host(), current.registry(), module);
  }

  /** Those with another image than the registered one, and those that keep one of them. */
  private List<LoadedModule> leaving(Map<String, LoadedModule> loaded) {
    List<LoadedModule> leaving = new ArrayList<>();
    loaded.forEach(
        (module, now) -> {
          Optional<Registration> registration =
              wanted.containsKey(module) ? Optional.of(wanted.get(module)) : used(module);
          if (registration.filter(r -> now.buildId().equals(r.image().buildId())).isEmpty()) {
            leaving.add(now);
          }
        });
    for (int i = 0; i < leaving.size(); i++) {
      List<String> dependents = leaving.get(i).dependents();
      loaded.values().stream()
          .filter(now -> dependents.contains(now.name()) && !leaving.contains(now))
          .forEach(leaving::add);
    }
    return leaving;
  }

  private void unload(LoadedModule module) {
    if (loader.unload(module.name()) instanceof Outcome.Refused refused) {
      notices.say(
          cutOff(module.name())
              + ", and the loaded image, unregistered, can't be unloaded: "
              + refused.errnoName()
              + ": the next command tries again");
      missing.remove(module.name());
      unfinished.add(module.name());
    }
  }

  private List<Registration> dependenciesFirst() {
    List<Registration> absent =
        wanted.values().stream()
            .filter(registration -> missing.containsKey(registration.kernelName()))
            .toList();
    return LoadOrder.dependenciesFirst(absent, this::needs);
  }

  private boolean needs(Registration registration, Registration other) {
    return needs(registration, other.kernelName());
  }

  private boolean needs(Registration registration, String kernelName) {
    return registration.dependencies().stream().anyMatch(n -> ModuleName.isSame(n, kernelName))
        || missing.get(registration.kernelName()).image().depends().contains(kernelName);
  }

  private void load(Registration registration) {
    String module = registration.module();
    String lacking =
        unfinished.stream()
            .filter(kernelName -> needs(registration, kernelName))
            .collect(Collectors.joining(", "));
    if (!lacking.isEmpty()) {
      unfinished.add(registration.kernelName());
      notices.say(
          cutOff(module)
              + ", and it needs "
              + lacking
              + ", which isn't as registered: the next command tries again");
      return;
    }
    switch (loader.insert(missing.get(registration.kernelName()))) {
      case Outcome.Done _ -> notices.say(cutOff(module) + ": loaded again as registered");
      case Outcome.Refused refused ->
          notices.say(
              cutOff(module)
                  + ", and the kernel refuses the registered image: "
                  + KernelRefusal.loadError(refused));
    }
  }

  private static String cutOff(String module) {
    return module + ": its update was interrupted";
  }
}
