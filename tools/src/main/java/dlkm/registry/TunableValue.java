package dlkm.registry;

/**
 * A tunable as it was configured.
 *
 * @param compiled whether the value is built into the image; otherwise it is passed as a module
 *     parameter when the module is loaded
 */
public record TunableValue(String name, String value, boolean compiled) {}
