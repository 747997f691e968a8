package dlkm.image;

/**
 * A module parameter.
 *
 * @param type the kernel's word for it, such as {@code int}; empty where the module says none
 * @param description the developer's words; empty where there are none
 */
public record ModuleParameter(String name, String type, String description) {}
