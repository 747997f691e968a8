package dlkm.config;

import dlkm.image.ModuleImage;
import dlkm.image.UnsafeModinfo;
import dlkm.modname.ModuleName;
import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import dlkm.update.LoaderCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the built image with its master file; {@link LoaderCheck} does the rest. */
final class ImageCheck {

  private ImageCheck() {}

  static List<Problem> check(ModulePlan plan, ModuleImage image) {
    List<Problem> problems = new ArrayList<>();
    if (!ModuleName.kernelForm(image.name()).equals(plan.kernelName())) {
      problems.add(
          new Problem(
              plan.name(),
              "the image's own name is '" + image.name() + "'",
              "install it under that name, or rename the image"));
    }
    Optional<String> licence = plan.master().linux().licence();
    if (licence.isPresent()
        && !image.licence().map(ImageCheck::meaning).equals(licence.map(ImageCheck::meaning))) {
      problems.add(
          Problem.at(
              plan.master().where("$LINUX"),
              "license '"
                  + licence.get()
                  + "', but the image of "
                  + plan.name()
                  + " says "
                  + image.licence().map(text -> "'" + text + "'").orElse("nothing"),
              "write the same here as in MODULE_LICENSE"));
    }
    if (plan.master().hasStub() && image.stubs().isEmpty()) {
      problems.add(
          Problem.at(
              plan.master().where("$LOADABLE"),
              "'stub', but the image of " + plan.name() + " has no functions behind the stubs",
              "add Modstub.o, which config makes, to its objects: '"
                  + plan.kernelName()
                  + "-y += Modstub.o'"));
    }
    for (String reason : UnsafeModinfo.of(image)) {
      problems.add(new Problem(plan.name(), reason, "change it in the sources"));
    }
    for (var tunable : plan.tunables()) {
      boolean known =
          image.parameters().stream()
              .anyMatch(parameter -> parameter.name().equals(tunable.name()));
      if (!known) {
        problems.add(
            Problem.at(
                plan.master().where("$TUNABLE"),
                plan.name() + " has no module parameter " + tunable.name(),
                "take it out of $TUNABLE, or name one that 'modinfo -p' shows"));
      }
    }
    return problems;
  }

  /** The kernel makes no difference between these (include/linux/module.h). */
  private static String meaning(String licence) {
    return licence.equals("GPL v2") ? "GPL" : licence;
  }
}
