package dlkm.funcset;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.Phase;
import dlkm.host.AtomicFiles;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds after every step of any sequence of changes, beside a model of two maps. */
class ChangesPropertyTest {

  private static final List<String> MODULES = List.of("a", "b", "c");

  enum Kind {
    REGISTER,
    HOLD,
    HOLD_REMOVAL,
    CANCEL,
    UNREGISTER,
    REPLACE,
    KILLED,
    SHUTDOWN
  }

  record Step(Kind kind, String module) {}

  /** A machine, and beside it what should be there. */
  private static final class Model {

    private final SmallMachine machine;
    private final Map<String, String> now = new TreeMap<>();
    private final Map<String, String> updates = new TreeMap<>();
    private final Set<String> removals = new TreeSet<>();
    private final List<Map<String, String>> earlier = new ArrayList<>();
    private final Map<String, String> replaced = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<Integer> gone = new HashSet<>();
    private int images;

    Model(SmallMachine machine) {
      this.machine = machine;
    }

    /** Does the step; false when it makes no sense here. */
    boolean run(Step step) {
      String module = step.module();
      String image = "image " + images++;
      Map<String, String> before = Map.copyOf(now);
      boolean registered = now.containsKey(module);
      switch (step.kind()) {
        case REGISTER -> {
          machine.register(module, image);
          replace(module, image);
          forget(module);
        }
        case HOLD -> {
          machine.hold(module, image);
          forget(module);
          updates.put(module, image);
        }
        case HOLD_REMOVAL -> {
          if (!registered) {
            return false;
          }
          machine.change().holdRemoval(module).apply("test");
          forget(module);
          removals.add(module);
        }
        case CANCEL -> {
          machine.change().cancel(module).apply("test");
          forget(module);
        }
        case UNREGISTER -> {
          machine.change().unregister(module).apply("test");
          now.remove(module);
          replaced.remove(module);
          forget(module);
        }
        case REPLACE -> {
          if (!registered) {
            return false;
          }
          machine.change().configure(module, Phase.INIT).apply("test");
        }
        case KILLED -> {
          machine
              .change()
              .register(SmallMachine.record(module, image), machine.image(module, image))
              .prepare("test");
          return true;
        }
        case SHUTDOWN -> {
          boolean held = !updates.isEmpty() || !removals.isEmpty();
          assertThat(machine.shutdown().status()).isZero();
          updates.forEach(this::replace);
          now.keySet().removeAll(removals);
          replaced.keySet().removeAll(removals);
          updates.clear();
          removals.clear();
          if (held) {
            return true;
          }
          return false;
        }
      }
      earlier.add(before);
      return true;
    }

    private void replace(String module, String image) {
      String old = now.put(module, image);
      if (old != null) {
        replaced.put(module, old);
      }
    }

    private void forget(String module) {
      updates.remove(module);
      removals.remove(module);
    }

    void compare() throws IOException {
      current();
      held();
      ids();
      machine.change().abandon();
      assertThat(machine.set().generations())
          .hasSizeLessThanOrEqualTo(GenerationCleanup.KEPT + 3 + MODULES.size());
      for (String module : MODULES) {
        if (replaced.containsKey(module)) {
          assertThat(previousImage(module)).contains(replaced.get(module));
        } else if (inKept(module).isPresent()) {
          assertThat(previousImage(module)).isEqualTo(inKept(module));
        }
      }
    }

    private void current() throws IOException {
      if (machine.set().current().isEmpty()) {
        assertThat(now).isEmpty();
        return;
      }
      Generation current = machine.set().current().get();
      Registry registry = current.registry();
      assertThat(registry.names()).containsExactlyElementsOf(now.keySet());
      for (String part : List.of("modprobe.conf", "about", "index", "mod.d")) {
        assertThat(current.directory().resolve(part)).exists();
      }
      try (var files = Files.list(current.directory().resolve("mod.d"))) {
        assertThat(files.count()).isEqualTo(now.size());
      }
      for (Registration registration : registry.all()) {
        String image = now.get(registration.module());
        assertThat(current.image(registration)).hasContent(image);
        assertThat(machine.set().liveImage(registration)).hasContent(image);
        assertThat(registration.image().sha256())
            .isEqualTo(SmallMachine.record("x", image).image().sha256());
      }
    }

    private void held() throws IOException {
      HeldChanges held = machine.set().held();
      Map<String, String> images = new TreeMap<>();
      for (var entry : held.images().entrySet()) {
        images.put(entry.getKey(), Files.readString(entry.getValue()));
      }
      assertThat(images).isEqualTo(updates);
      assertThat(held.updates().keySet()).isEqualTo(updates.keySet());
      assertThat(held.removals()).isEqualTo(removals);
      assertThat(machine.set().pending().isPresent())
          .isEqualTo(!updates.isEmpty() || !removals.isEmpty());
    }

    private void ids() {
      Registry registry = machine.set().registry();
      for (String module : List.copyOf(ids.keySet())) {
        if (registry.find(module).isEmpty()) {
          gone.add(ids.remove(module));
        }
      }
      for (Registration registration : registry.all()) {
        int id = registration.id();
        assertThat(ids.getOrDefault(registration.module(), id)).isEqualTo(id);
        assertThat(gone).doesNotContain(id);
        assertThat(id).isBetween(1, registry.nextId() - 1);
        ids.put(registration.module(), id);
      }
      assertThat(ids.values()).doesNotHaveDuplicates();
    }

    private Optional<String> previousImage(String module) throws IOException {
      Optional<Generation> previous = machine.set().previous(module);
      if (previous.isEmpty() || !now.containsKey(module)) {
        return Optional.empty();
      }
      Registration then = previous.get().registry().find(module).orElseThrow();
      return Optional.of(Files.readString(previous.get().image(then)));
    }

    /** In the states that were current, as far back as all are kept: before it was unregistered. */
    private Optional<String> inKept(String module) {
      Optional<String> found = Optional.empty();
      if (now.containsKey(module)) {
        int oldest = Math.max(0, earlier.size() - GenerationCleanup.KEPT);
        for (Map<String, String> then : earlier.subList(oldest, earlier.size())) {
          String image = then.get(module);
          if (image != null && !image.equals(now.get(module))) {
            found = Optional.of(image);
          }
        }
      }
      return found;
    }
  }

  @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
  void everySequenceOfChangesDoesWhatItSays(@ForAll("sequences") List<Step> steps)
      throws IOException {
    Path root = Files.createTempDirectory("funcset");
    try {
      Model model = new Model(new SmallMachine(root));
      for (Step step : steps) {
        if (model.run(step)) {
          model.compare();
        }
      }
    } finally {
      AtomicFiles.deleteTree(root);
    }
  }

  @Provide
  Arbitrary<List<Step>> sequences() {
    return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.of(MODULES))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }
}
