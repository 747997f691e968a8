package dlkm.registry;

import java.util.Optional;

/**
 * The loadable image that a registration stands for.
 *
 * @param sha256 of the image file, in hexadecimal
 * @param buildId the linker's build id, in hexadecimal; what the kernel shows of a loaded module
 * @param srcversion the kernel build's hash of the sources
 * @param kis the kernel that it was built for
 * @param wrapped whether it speaks the DLKM interface, so that it may refuse an unload
 */
public record ImageFacts(
    String sha256,
    Optional<String> buildId,
    Optional<String> srcversion,
    String kis,
    boolean wrapped) {}
