package dlkm.registry;

import java.util.HashSet;
import java.util.Set;

/** The ids seen in a registry: from 1 to below the next one, each once (spec §3.5). */
final class Ids {

  private final int nextId;
  private final Set<Integer> seen = new HashSet<>();

  Ids(int nextId) {
    this.nextId = nextId;
  }

  /** Whether the id may stand there. */
  boolean add(int id) {
    return id > Registration.UNREGISTERED && id < nextId && seen.add(id);
  }
}
