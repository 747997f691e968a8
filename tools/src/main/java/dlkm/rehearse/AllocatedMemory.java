package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for pointers into modules that are gone in all memory that the machine has used, beside the
 * kernel's own data. Of each place, the machine adds what the page is used for: only objects of the
 * kernel's allocator count, of caches with {@link RedZones}, while they are in use.
 */
record AllocatedMemory(GuestMemory memory, KernelAreas kernel, GoneModules gone) {

  /** Who left more than these has said enough. */
  private static final int MOST = 48;

  /** Of one value: more of them are in buffers. */
  private static final int MOST_OF_ONE = 6;

  /**
   * What the kernel itself keeps differs between its versions, and would be told of each module:
   * these are the ones of which it is known (see {@link KnownRemains}).
   */
  private static final List<String> TRIED = List.of("6.1.", "6.12.", "7.2.");

  /** A place in memory, physical, and what is there. */
  record Place(long physical, long value) {}

  /** Whether the memory of a kernel of this release can be judged. */
  static boolean isKnown(String release) {
    return TRIED.stream().anyMatch(release::startsWith);
  }

  /** Each value once a page. */
  List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    Set<Place> known = new HashSet<>();
    Map<Long, Integer> values = new HashMap<>();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(GuestMemory.LONGEST).order(ByteOrder.LITTLE_ENDIAN);
    long[] words = new long[GuestMemory.LONGEST / Long.BYTES];
    for (GuestMemory.Extent extent : memory.used()) {
      if (places.size() == MOST) {
        return places;
      }
      memory.read(extent.offset(), bytes.clear().limit(extent.size()));
      int count = bytes.flip().limit() / Long.BYTES;
      // An array is searched several times as fast as a buffer.
      bytes.asLongBuffer().get(words, 0, count);
      for (int i = 0; i < count && places.size() < MOST; i++) {
        if (GoneModules.mayHold(words[i]) && counts(words, i, count)) {
          long offset = extent.offset() + (long) i * Long.BYTES;
          Place place = new Place(memory.physical(offset), words[i]);
          if (!isKernel(place)
              && known.add(new Place(place.physical() / GuestMemory.PAGE, words[i]))
              && values.merge(words[i], 1, Integer::sum) <= MOST_OF_ONE) {
            places.add(place);
          }
        }
      }
    }
    return places;
  }

  private boolean counts(long[] words, int at, int count) {
    if (!gone.holds(words[at]) || !RedZones.isInUse(words, at, count)) {
      return false;
    }
    KnownRemains remains = new KnownRemains(words, at, count);
    return !remains.isOne() && !(gone.isReused(words[at]) && remains.isLoadFunction());
  }

  private boolean isKernel(Place place) {
    return kernel.areas().stream()
        .anyMatch(
            area ->
                place.physical() >= area.physical()
                    && place.physical() < area.physical() + area.size());
  }
}
