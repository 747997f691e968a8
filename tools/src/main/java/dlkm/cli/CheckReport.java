package dlkm.cli;

import dlkm.check.ModuleVerdict;
import dlkm.check.TargetKernel;
import java.util.List;

/** The verdicts of one kernel on all named modules. */
record CheckReport(TargetKernel facts, List<ModuleVerdict> verdicts) {

  /** Whether the kernel would load all of them; dependencies are part of their findings. */
  boolean accepted() {
    for (ModuleVerdict verdict : verdicts) {
      if (verdict.asked() && !verdict.accepted()) {
        return false;
      }
    }
    return true;
  }
}
