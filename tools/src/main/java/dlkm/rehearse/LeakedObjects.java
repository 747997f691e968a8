package dlkm.rehearse;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects that are still allocated though the module that asked for them is gone: the kernel keeps
 * the stack of each allocation (slub_debug=U). An entry is {@code COUNT CALLER age=AGE...}, and the
 * frames from the allocator on are below it.
 */
final class LeakedObjects {

  private static final Pattern ENTRY = Pattern.compile("^ *(\\d+) (\\S+)(?: .*?\\bage=(\\d+).*)?");

  private static final Pattern FRAME = Pattern.compile("^\\s+([A-Za-z_]\\w*)\\S*\\+0x.*");
  private static final Pattern GONE = Pattern.compile("^\\s*(?:0x)?(ffffffff[a-f]\\p{XDigit}{7})$");

  /**
   * What these allocate is their caller's from then on. Other functions also allocate what the
   * kernel needs itself, and keeps: a name in a directory, an entry of a table.
   */
  private static final Pattern HANDED_OVER =
      Pattern.compile(
          "_*(slab_alloc|(do_)?k[vmz]*alloc|kv?realloc|kmem_cache_alloc|kv?memdup|kstrn?dup"
              + "|kv?asprintf|v?memdup_user|strndup_user|bitmap_z?alloc|kfifo_alloc|mempool_"
              + "|alloc_skb|netdev_alloc_skb|skb_copy|skb_clone|alloc_workqueue|alloc_netdev_mqs|alloc_etherdev_mqs"
              + "|input_allocate_device|platform_device_alloc|crypto_(alloc|create)_tfm|bio_alloc|sg_alloc_table"
              + "|dma_pool_create|kset_create|alloc_percpu)\\w*");

  /** Of network buffers that were freed, the kernel keeps some for who asks next. */
  private static final String BUFFERS = "skbuff_head_cache";

  /** With the time of the run until then, in the kernel's ticks. */
  private static final Pattern CACHE = Pattern.compile("cache .*/slab/(.*)/alloc_traces (\\d+)");

  private final List<String> lines;
  private final Culprit culprit;
  private String cache = "";
  private long longest;

  private LeakedObjects(List<String> lines, Culprit culprit) {
    this.lines = lines;
    this.culprit = culprit;
  }

  /** A finding for each function that allocated, and cache. */
  static List<RehearsalFinding> of(List<String> lines, Culprit culprit) {
    return new LeakedObjects(lines, culprit).all();
  }

  private List<RehearsalFinding> all() {
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<String, Blame> blames = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher begin = CACHE.matcher(lines.get(i));
      if (begin.matches()) {
        cache = begin.group(1);
        longest = Long.parseLong(begin.group(2));
      }
      Matcher entry = ENTRY.matcher(lines.get(i));
      if (entry.matches() && isOfRun(entry)) {
        long count = Long.parseLong(entry.group(1));
        blame(entry.group(2), i + 1)
            .ifPresent(
                blame -> {
                  String place = cache + " by " + blame.shown();
                  counts.merge(place, count, Long::sum);
                  blames.put(place, blame);
                });
      }
    }
    return counts.entrySet().stream()
        .map(
            each ->
                RehearsalFinding.of(FindingKind.MEMORY, each.getValue() + " of " + each.getKey())
                    .by(Optional.of(blames.get(each.getKey()))))
        .toList();
  }

  /** The function of a module that is gone, where it is the caller or had the object from it. */
  private Optional<Blame> blame(String caller, int stack) {
    if (GONE.matcher(caller).matches()) {
      return culprit.of(List.of(caller));
    }
    if (cache.equals(BUFFERS)) {
      return Optional.empty();
    }
    for (String line : lines.subList(stack, lines.size())) {
      Matcher gone = GONE.matcher(line);
      if (gone.matches()) {
        return culprit
            .of(List.of(gone.group(1)))
            .filter(blame -> culprit.modules().outOfTree().contains(blame.module()));
      }
      Matcher frame = FRAME.matcher(line);
      if (!frame.matches() || !HANDED_OVER.matcher(frame.group(1)).matches()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the youngest is not older than the run: who was at an address before it, nobody knows.
   */
  private boolean isOfRun(Matcher entry) {
    return entry.group(3) == null || Long.parseLong(entry.group(3)) <= longest;
  }
}
