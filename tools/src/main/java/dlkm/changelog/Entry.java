package dlkm.changelog;

import dlkm.host.Invocation;
import java.time.Instant;

/** One record of the change log: a change, when it was made, and by whom. */
public record Entry(Instant time, Changed change, Invocation by) {}
