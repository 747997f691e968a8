package dlkm.kernel;

import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import java.time.Duration;

/** What the change log says of requests to load and unload modules. */
final class LoadEntries {

  private static final String LOADED = "loaded";
  private static final String UNLOADED = "unloaded";
  private static final int SHORT_ID = 12;

  private LoadEntries() {}

  /** Records the outcome of a load. */
  static void load(String name, Outcome outcome) {
    state(name, UNLOADED, LOADED, outcome);
  }

  /** Records the outcome of an unload. */
  static void unload(String name, Outcome outcome) {
    state(name, LOADED, UNLOADED, outcome);
  }

  /** Records what came of the replacement of a loaded image. */
  static void replacement(PreparedModule next, PreparedModule old, Replacement result) {
    String outcome =
        switch (result) {
          case Replacement.Replaced _ -> Changed.DONE;
          case Replacement.Stayed(Outcome.Refused unload) -> failed(unload) + " at unload";
          case Replacement.PutBack(Outcome.Refused load, Duration _) ->
              failed(load) + " at load, the old image is loaded again";
          case Replacement.Lost(Outcome.Refused load, Outcome.Refused _) ->
              failed(load) + " at load, and the old image is refused too";
        };
    note(next.name(), "loaded image", build(old), build(next), outcome);
  }

  private static String build(PreparedModule module) {
    String id = module.image().buildId().orElse("unknown");
    return id.substring(0, Math.min(SHORT_ID, id.length()));
  }

  private static void state(String name, String from, String to, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ -> note(name, "state", from, to, Changed.DONE);
      case Outcome.Refused refused -> note(name, "state", from, to, failed(refused));
    }
  }

  private static String failed(Outcome.Refused refused) {
    return "failed: " + refused.errnoName();
  }

  private static void note(String name, String what, String from, String to, String outcome) {
    boolean _ =
        Recording.note(Changed.done(Changed.Kind.MODULE, name, what, from, to).with(outcome));
  }
}
