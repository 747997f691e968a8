package dlkm.cli;

import dlkm.check.ModuleVerdict;
import dlkm.check.TargetKernel;
import java.util.List;

/** What one kernel would say to all modules that were asked about. */
record CheckReport(TargetKernel facts, List<ModuleVerdict> verdicts) {

  /** Whether it would load all of them; what they need is in their own findings. */
  boolean accepted() {
    for (ModuleVerdict verdict : verdicts) {
      if (verdict.asked() && !verdict.accepted()) {
        return false;
      }
    }
    return true;
  }
}
