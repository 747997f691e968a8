package dlkm.graph;

import dlkm.boot.BootRecord;

/**
 * The timeline of a boot as SVG: a bar for each phase, a mark for each attempt to load a module.
 */
public final class BootDrawing {

  private static final int WIDTH = 900;
  private static final double CHARACTER = 7.5;

  /** Some thirty years: what is later is damage. */
  private static final long LATEST = 1_000_000_000_000L;

  private static final int RIGHT = 50;
  private static final int ROW = 24;
  private static final int TIMES = 9;

  private final BootRecord boot;
  private final long last;
  private final int left;
  private final Markup rows = new Markup();
  private int y = ROW;

  private BootDrawing(BootRecord boot) {
    this.boot = boot;
    last = Math.min(LATEST, last(boot));
    left = 40 + (int) (CHARACTER * longest(boot));
  }

  /** A file of its own. */
  public static String of(BootRecord boot) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new BootDrawing(boot).svg(true);
  }

  /** The element alone, for a page that has {@link Drawing#style}. */
  static String inline(BootRecord boot) {
    return new BootDrawing(boot).svg(false);
  }

  private static int longest(BootRecord boot) {
    return boot.attempts().stream().mapToInt(a -> a.module().length()).max().orElse(0);
  }

  private static long last(BootRecord boot) {
    long last = 1000;
    for (BootRecord.Span span : boot.spans()) {
      last = Math.max(last, Math.max(span.begin(), span.end()));
    }
    for (BootRecord.Attempt attempt : boot.attempts()) {
      last = Math.max(last, attempt.when());
    }
    return last;
  }

  private String svg(boolean alone) {
    for (BootRecord.Span span : boot.spans()) {
      span(span);
      for (BootRecord.Attempt attempt : boot.attempts()) {
        if (span.has(attempt)) {
          attempt(attempt);
        }
      }
    }
    int height = y + ROW / 2;
    Markup svg = new Markup();
    svg.open("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("class", "boot")
        .set("width", WIDTH)
        .set("height", height)
        .set("viewBox", "0 0 " + WIDTH + " " + height);
    svg.line().element("title", "Kernel modules loaded at boot").line();
    if (alone) {
      svg.raw("<style>\n").raw(Drawing.style()).raw("</style>\n");
      svg.open("rect").set("class", "paper").set("width", WIDTH).set("height", height).end().line();
    }
    grid(svg);
    return svg.raw(rows.toString()).close("svg").line().toString();
  }

  private void grid(Markup svg) {
    long step = step();
    for (long when = 0; when <= last; when += step) {
      svg.open("line")
          .set("class", "grid")
          .set("x1", x(when))
          .set("x2", x(when))
          .set("y1", ROW - 4)
          .set("y2", y)
          .end();
      svg.open("text")
          .set("class", "time")
          .set("x", x(when))
          .set("y", ROW - 9)
          .text(seconds(when))
          .close("text")
          .line();
    }
  }

  /** 1, 2 or 5 times a power of ten, in milliseconds. */
  private long step() {
    for (long power = 100; ; power *= 10) {
      for (long factor : new long[] {1, 2, 5}) {
        if (last <= TIMES * factor * power) {
          return factor * power;
        }
      }
    }
  }

  private static String seconds(long when) {
    return when % 1000 == 0 ? when / 1000 + " s" : when / 1000 + "." + when % 1000 / 100 + " s";
  }

  private void span(BootRecord.Span span) {
    int from = x(span.begin());
    int width = Math.max(2, x(span.end() < 0 ? last : span.end()) - from);
    String kind = span.end() < 0 ? "bar unended" : "bar";
    rows.open("text")
        .set("class", "span")
        .set("x", 10)
        .set("y", y + 16)
        .text(span.phase())
        .close("text");
    rows.open("rect")
        .set("class", kind)
        .set("x", from)
        .set("y", y + 5)
        .set("width", width)
        .set("height", 14)
        .set("rx", 2);
    rows.element("title", span.end() < 0 ? "not ended" : span.end() - span.begin() + " ms");
    rows.close("rect").line();
    y += ROW;
  }

  private void attempt(BootRecord.Attempt attempt) {
    String result = attempt.why().map(why -> "failed: " + why).orElse("loaded");
    rows.open("text")
        .set("class", "module")
        .set("x", 22)
        .set("y", y + 16)
        .text(attempt.module())
        .close("text");
    rows.open("g").set("class", attempt.loaded() ? "attempt loaded" : "attempt failed");
    rows.element("title", attempt.when() + " ms: " + result);
    int x = x(attempt.when());
    if (attempt.loaded()) {
      rows.open("circle").set("cx", x).set("cy", y + 12).set("r", 5).end();
    } else {
      // Not by its colour alone.
      String cross = "M" + (x - 5) + " " + (y + 7) + " l10 10 m0 -10 l-10 10";
      rows.open("path").set("d", cross).end();
    }
    rows.close("g").line();
    y += ROW;
  }

  private int x(long when) {
    return left + (int) ((WIDTH - left - RIGHT) * Math.min(when, last) / last);
  }
}
