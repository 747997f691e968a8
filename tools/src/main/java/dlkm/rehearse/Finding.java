package dlkm.rehearse;

import java.util.List;

/** One thing that is wrong with the kernel after a run. */
public sealed interface Finding {

  /** The finding's name, for people and programs alike. */
  String name();

  /** One line that says what it is. */
  String summary();

  /** The kernel's own lines that say so; empty where it said nothing. */
  List<String> lines();

  /** Something that the kernel's log says. */
  record Logged(Kind kind, String summary, List<String> lines) implements Finding {
    public Logged {
      lines = List.copyOf(lines);
    }

    @Override
    public String name() {
      return kind.shown();
    }
  }

  /** The machine did not come to its end within the time limit. */
  record Hang(String summary, List<String> lines) implements Finding {
    public Hang {
      lines = List.copyOf(lines);
    }

    @Override
    public String name() {
      return "hang";
    }
  }

  /** The machine ended by itself, and the kernel did not say why. */
  record EarlyEnd(String summary) implements Finding {
    @Override
    public String name() {
      return "early end";
    }

    @Override
    public List<String> lines() {
      return List.of();
    }
  }

  /** The kernel calls itself tainted by something that the run did. */
  record NewTaint(String flags, String summary) implements Finding {
    @Override
    public String name() {
      return "taint";
    }

    @Override
    public List<String> lines() {
      return List.of();
    }
  }

  /** A module that the run loaded and that can't be unloaded. */
  record RefusedUnload(String module, String reason) implements Finding {
    @Override
    public String name() {
      return "refused unload";
    }

    @Override
    public String summary() {
      return module + ": " + reason;
    }

    @Override
    public List<String> lines() {
      return List.of();
    }
  }

  /** Something that was left in the kernel after its module was unloaded. */
  record Leak(String what, String entry) implements Finding {
    @Override
    public String name() {
      return "leaked " + what;
    }

    @Override
    public String summary() {
      return entry;
    }

    @Override
    public List<String> lines() {
      return List.of();
    }
  }

  /** What the kernel's log can say. */
  enum Kind {
    OOPS("oops"),
    BUG("BUG"),
    WARNING("WARNING"),
    PANIC("panic"),
    SOFT_LOCKUP("soft lockup"),
    HARD_LOCKUP("hard lockup"),
    HUNG_TASK("hung task"),
    RCU_STALL("RCU stall");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }
}
