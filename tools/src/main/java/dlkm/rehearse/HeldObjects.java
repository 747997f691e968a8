package dlkm.rehearse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What modules made and nobody took back, from a trace of its own: objects that have no name, and
 * timers that are still set ({@code kmrehearse-events}).
 */
final class HeldObjects {

  /** An event by which something begins, those by which it ends, and the field that tells it. */
  private record Pair(
      String begin, Set<String> ends, String field, FindingKind kind, String shown) {

    Pair(String begin, String end, String field, FindingKind kind, String shown) {
      this(begin, Set.of(end), field, kind, shown);
    }
  }

  /** Where the kernel has its memory and the descriptions of it (asm/pgtable_64_types.h). */
  private static final long MEMORY = 0xffff888000000000L;

  private static final long DESCRIPTIONS = 0xffffea0000000000L;

  private static final int DESCRIPTION = 64;

  /** Given out after a task asked for one; known by its address. */
  private static final Pair PAGE =
      new Pair(
          "mm_page_alloc",
          Set.of("pages_end", "page_end"),
          "object",
          FindingKind.MEMORY,
          "pages allocated");

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("workqueue", "workqueue_end", "object", FindingKind.WORKQUEUE, "made"),
          new Pair("file", "file_end", "object", FindingKind.FILE, "opened"),
          new Pair("pool", "pool_end", "object", FindingKind.MEMORY, "a DMA pool made"),
          new Pair("dma", "dma_end", "object", FindingKind.MEMORY, "memory for DMA allocated"),
          new Pair("counter", "counter_end", "object", FindingKind.CALLBACK, "a perf event made"),
          new Pair(
              "breakpoint", "breakpoint_end", "object", FindingKind.CALLBACK, "a breakpoint set"),
          new Pair(
              "percpu_alloc_percpu",
              "percpu_free_percpu",
              "ptr",
              FindingKind.MEMORY,
              "memory of each processor allocated"),
          // Since "hrtimer: Fix trace oddity", one that expires is not cancelled.
          new Pair(
              "timer_start",
              Set.of("timer_cancel", "timer_expire_entry"),
              "timer",
              FindingKind.CALLBACK,
              "a timer is set"),
          new Pair(
              "hrtimer_start",
              Set.of("hrtimer_cancel", "hrtimer_expire_entry"),
              "hrtimer",
              FindingKind.CALLBACK,
              "a timer is set"));

  private static final Pattern EVENT =
      Pattern.compile("^ *(.*-\\d+) +\\[\\d+\\] .* \\d+\\.\\d{6}: (\\w+): (.*)$");

  /** Its own name for a function, where the module is there when the trace is read. */
  private static final Pattern FUNCTION =
      Pattern.compile("(?:function|from)=(\\w+)\\S* \\[(\\w+)\\]");

  /** The kernel's code for an error in place of an address, and none at all. */
  private static final Pattern NOTHING = Pattern.compile("(?:0x)?(?:f{13}\\p{XDigit}{3}|0+)");

  private static final Pattern PAGE_NUMBER = Pattern.compile("\\bpfn=0x(\\p{XDigit}+)");

  private final Culprit culprit;
  private final Map<String, RehearsalFinding> held = new LinkedHashMap<>();

  /** The task that is about to get a page, and for whom. */
  private String asking = "";

  private Optional<Blame> asked = Optional.empty();

  private HeldObjects(Culprit culprit) {
    this.culprit = culprit;
  }

  /** A finding for each kind of object and function of a module from outside the tree. */
  static List<RehearsalFinding> of(List<String> trace, Culprit culprit) {
    HeldObjects objects = new HeldObjects(culprit);
    for (String line : trace) {
      Matcher event = EVENT.matcher(line);
      if (event.matches()) {
        PAIRS.forEach(pair -> objects.note(pair, event.group(2), event.group(3)));
        objects.page(event.group(1), event.group(2), event.group(3));
      }
    }
    return objects.held.values().stream().distinct().toList();
  }

  private void note(Pair pair, String event, String rest) {
    boolean begins = event.equals(pair.begin());
    if (!begins && !pair.ends().contains(event)) {
      return;
    }
    Optional<String> object = object(pair.field(), rest);
    if (object.isEmpty()) {
      return;
    }
    String key = pair.begin() + object.get();
    held.remove(key);
    if (begins) {
      blame(rest).ifPresent(blame -> held.put(key, finding(pair, blame)));
    }
  }

  private static Optional<String> object(String field, String event) {
    Matcher object = Pattern.compile("\\b" + field + "=(\\S+)").matcher(event);
    return object.find() && !NOTHING.matcher(object.group(1)).matches()
        ? Optional.of(object.group(1).replaceFirst("^0x", ""))
        : Optional.empty();
  }

  /** Pages are asked for, given out, and taken back by their address or their description. */
  private void page(String task, String event, String rest) {
    if (event.equals("asks")) {
      asking = task;
      asked = blame(rest);
    } else if (event.equals(PAGE.begin()) && task.equals(asking)) {
      Matcher page = PAGE_NUMBER.matcher(rest);
      if (page.find()) {
        long number = Long.parseLong(page.group(1), 16);
        String address = Long.toHexString(MEMORY + number * GuestMemory.PAGE);
        asked.ifPresent(blame -> held.put(PAGE.begin() + address, finding(PAGE, blame)));
      }
      asking = "";
    } else if (PAGE.ends().contains(event)) {
      object(PAGE.field(), rest).ifPresent(object -> held.remove(PAGE.begin() + address(object)));
    }
  }

  /** Of the description of a page, that of the page. */
  private static String address(String object) {
    long address = Long.parseUnsignedLong(object, 16);
    return address >>> 40 != DESCRIPTIONS >>> 40
        ? object
        : Long.toHexString(MEMORY + (address - DESCRIPTIONS) / DESCRIPTION * GuestMemory.PAGE);
  }

  private Optional<Blame> blame(String event) {
    Matcher named = FUNCTION.matcher(event);
    Optional<Blame> blame =
        named.find()
            ? Optional.of(new Blame(named.group(2), Optional.of(named.group(1))))
            : culprit.of(List.of(event.substring(Math.max(0, event.indexOf("function=")))));
    return blame
        .or(() -> culprit.of(List.of(event)))
        .filter(each -> culprit.modules().outOfTree().contains(each.module()));
  }

  private static RehearsalFinding finding(Pair pair, Blame blame) {
    return RehearsalFinding.of(pair.kind(), pair.shown() + " by " + blame.shown())
        .by(Optional.of(blame));
  }
}
