package dlkm.modtree;

/**
 * Ends an update whose {@link CacheFile} is inconsistent despite a correct checksum; this shows
 * only when the content is used.
 */
final class DamagedCacheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedCacheException(RuntimeException how) {
    super(how.getMessage(), how, false, false);
  }
}
