package dlkm.plan;

/**
 * A tunable with the value that it will be built with.
 *
 * @param writable whether it may be changed while the module is loaded
 */
public record PlannedTunable(String name, String value, boolean writable) {}
