package dlkm.cli;

import com.google.gson.GsonBuilder;
import dlkm.boot.BootRecord;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** {@code kmadmin --boot}: the timeline of the last boot. */
final class LastBoot {

  private LastBoot() {}

  static int show(Context context, CommandLine line) {
    if (!context.host().isThisMachine()) {
      throw new ProblemException(
          "--boot", "only this machine has a boot record", "leave out --root");
    }
    BootRecord boot = BootRecord.of(context.host());
    Optional<Path> svg = Optional.ofNullable(line.getOptionValue("svg")).map(Path::of);
    svg.ifPresent(file -> Timeline.draw(file, boot));
    if (line.hasOption("json")) {
      var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      var object = BootJson.object(boot);
      object.addProperty("format", Json.FORMAT);
      context.out().println(gson.toJson(object));
    } else if (boot.spans().isEmpty()) {
      context.out().println("the last boot attempted no module");
    } else {
      Timeline.print(context.out(), boot);
    }
    return Exit.DONE;
  }
}
