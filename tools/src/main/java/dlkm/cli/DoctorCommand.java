package dlkm.cli;

import dlkm.health.Doctor;
import dlkm.health.Finding;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code dlkm doctor}: what is wrong with this machine, each with its remedy. */
final class DoctorCommand implements Command {

  static final String NAME = "doctor";

  @Override
  public String summary() {
    return "tell what is wrong with this machine, and the remedy";
  }

  @Override
  public String synopsis() {
    return "[--json]";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public Options options() {
    return new Options().addOption(Arguments.longFlag("json", "print the findings as JSON"));
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    List<Finding> findings = Doctor.examine(context.host(), true);
    FindingsText.print(context.out(), findings, line.hasOption("json"), "nothing is wrong");
    return findings.isEmpty() ? Exit.DONE : Exit.FAILED;
  }
}
