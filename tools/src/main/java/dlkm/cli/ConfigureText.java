package dlkm.cli;

import dlkm.config.Configure;
import java.util.List;

/** The modules that config built, for people. */
final class ConfigureText {

  private ConfigureText() {}

  static void print(Context context, List<Configure.Built> built) {
    for (Configure.Built module : built) {
      context
          .out()
          .println(
              module.module()
                  + ": "
                  + module.image()
                  + (module.fromCache() ? ", taken from the build cache" : "")
                  + (module.signed() ? ", signed" : "")
                  + module.taken().map(image -> ", taken out of " + image).orElse(""));
    }
  }
}
