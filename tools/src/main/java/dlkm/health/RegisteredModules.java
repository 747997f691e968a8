package dlkm.health;

import dlkm.boot.InitramfsContent;
import dlkm.check.ModprobeFiles;
import dlkm.funcset.FoundFiles;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.host.Sha256;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What is registered with a kernel: its images, and whether the kernel's loader finds them.
 *
 * @param opened whether its initramfs is opened, which takes a second
 */
record RegisteredModules(FunctionSet set, Findings findings, boolean opened) {

  void examine() {
    InstalledKernel kernel = new InstalledKernel(set.host(), set.release());
    if (!Files.isDirectory(kernel.modules())) {
      return;
    }
    findings.examine("registry", set.release(), () -> generation(kernel));
  }

  private void generation(InstalledKernel kernel) throws IOException {
    Optional<Generation> current = set.current();
    if (current.isEmpty()) {
      return;
    }
    List<Registration> registered = List.copyOf(current.get().registry().all());
    SequencedMap<Registration, Path> sound = new LinkedHashMap<>();
    for (Registration registration : registered) {
      if (image(current.get(), registration)) {
        sound.put(registration, current.get().image(registration));
      }
    }
    if (!registered.isEmpty() && link()) {
      index(registered);
    }
    findings.examine("modprobe", set.release(), () -> loading(kernel, registered, sound));
    if (opened) {
      findings.examine(
          "initramfs", set.release(), () -> initramfs(kernel, current.get(), registered));
    }
    OptionalInt gaveUp = set.gaveUp();
    if (gaveUp.isPresent()) {
      add(
          "rolled-back",
          "generation " + gaveUp.getAsInt(),
          "did not finish INIT: the last-known-good one is current",
          "'kmadmin --boot' tells why; the next change, as 'config --all -K "
              + set.release()
              + " -u', makes a new one");
    }
  }

  /** Whether the image is the one that was registered. */
  private boolean image(Generation generation, Registration registration) throws IOException {
    Path image = generation.image(registration);
    String again = "config -K " + set.release() + " -M " + registration.module() + " -u";
    if (!Files.exists(image)) {
      add("image", image.toString(), "is missing", again);
      return false;
    }
    if (!Sha256.of(Files.readAllBytes(image)).equals(registration.image().sha256())) {
      add("image", image.toString(), "differs from what was registered", again);
      return false;
    }
    return true;
  }

  private boolean link() throws IOException {
    Host host = set.host();
    Path link = host.entry(Layout.imagesLink(set.release()));
    Path images = SetFile.IMAGES.in(set.directory());
    if (Files.exists(images)
        && Files.isSymbolicLink(link)
        && Files.exists(link)
        && Files.isSameFile(link, images)) {
      return true;
    }
    add(
        "images-link",
        link.toString(),
        "does not lead to the registered images",
        "krs -r -K " + set.release());
    return false;
  }

  private void index(List<Registration> registered) {
    FoundFiles found = FoundFiles.of(set, registered);
    for (Registration registration : registered) {
      if (!found.has(registration)) {
        add(
            "module-index",
            registration.module(),
            "is not in the module index of kernel " + set.release(),
            "kmindex -K " + set.release());
      }
      found
          .other(registration)
          .ifPresent(
              path ->
                  add(
                      "module-index",
                      registration.module(),
                      "modprobe finds " + path + " first, not the registered image",
                      found.remedy(registration)));
    }
  }

  /** What the machine's other settings make of the modules when they are loaded. */
  private void loading(
      InstalledKernel kernel,
      List<Registration> registered,
      SequencedMap<Registration, Path> sound) {
    Path ours = set.host().entry(Layout.MODPROBE);
    List<ModprobeFiles.Line> lines =
        ModprobeFiles.lines(set.host()).stream()
            .filter(line -> !line.file().getFileName().equals(ours.getFileName()))
            .toList();
    new AdministratorsLines(lines, set.release(), findings).examine(registered);
    new KernelVerdict(kernel, lines, findings).examine(sound);
  }

  private void initramfs(InstalledKernel kernel, Generation current, List<Registration> registered)
      throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (Registration registration : registered) {
      // Of one that is planned to be unused, modprobe's configuration refuses every copy.
      if (registration.phases().used()) {
        sums.put(ModuleName.kernelForm(registration.kernelName()), registration.image().sha256());
      }
    }
    InitramfsContent content = InitramfsContent.of(kernel, current.directory(), sums);
    for (String what : content.wrong()) {
      add(
          "initramfs",
          kernel.initramfs().toString(),
          what,
          "update-initramfs -u -k " + set.release());
    }
  }

  private void add(String check, String thing, String what, String remedy) {
    findings.add(check, set.release(), thing, what, remedy);
  }
}
