package dlkm.modtree;

/**
 * Ends an update that began with a {@link CacheFile} in which what is known of the modules doesn't
 * belong together, though the check sum is right: that shows only when somebody asks for it.
 */
final class DamagedCacheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedCacheException(RuntimeException how) {
    super(how.getMessage(), how, false, false);
  }
}
