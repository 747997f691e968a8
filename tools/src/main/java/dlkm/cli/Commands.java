package dlkm.cli;

import java.util.List;
import java.util.Optional;

/** The table of tools. A command object is made only for the tool that is called. */
final class Commands {

  /** All tools, in the order in which a person meets them. */
  static final List<String> NAMES =
      List.of(
          "kminstall",
          "kmsystem",
          "kmtune",
          "config",
          "mk_kernel",
          "kmupdate",
          "kmmodreg",
          "kmadmin",
          "kmgraph",
          "kmcheck",
          "kmpath",
          "kmrehearse",
          "kmindex",
          "kconfig",
          "kcmodule",
          "kctune",
          "kcpath",
          "kclog",
          "krs",
          "kmimage",
          "dkms");

  /** What {@code dlkm} does itself, besides running the tools. */
  static final List<String> OF_DLKM =
      List.of(
          DoctorCommand.NAME,
          ReadyCommand.NAME,
          HandOverCommand.ADOPT,
          HandOverCommand.RELEASE,
          HpuxNamesCommand.NAME,
          CompletionCommand.NAME,
          TextCommand.COMMANDS);

  private Commands() {}

  static Optional<Command> ofDlkm(String name) {
    return switch (name) {
      case DoctorCommand.NAME -> Optional.of(new DoctorCommand());
      case ReadyCommand.NAME -> Optional.of(new ReadyCommand());
      case HandOverCommand.ADOPT -> Optional.of(HandOverCommand.adopt());
      case HandOverCommand.RELEASE -> Optional.of(HandOverCommand.release());
      case HpuxNamesCommand.NAME -> Optional.of(new HpuxNamesCommand());
      case CompletionCommand.NAME -> Optional.of(new CompletionCommand());
      case TextCommand.COMMANDS -> Optional.of(TextCommand.commands());
      case TextCommand.LAYOUT -> Optional.of(TextCommand.layout());
      default -> Optional.empty();
    };
  }

  static Optional<Command> find(String name) {
    return switch (name) {
      case "config" -> Optional.of(new ConfigCommand());
      case "mk_kernel" -> Optional.of(new MkKernelCommand());
      case "kmupdate" -> Optional.of(new KmupdateCommand());
      case "kmmodreg" -> Optional.of(new KmmodregCommand());
      case "kmpath" -> Optional.of(new KmpathCommand());
      case "kmrehearse" -> Optional.of(new KmrehearseCommand());
      case "kminstall" -> Optional.of(new KminstallCommand());
      case "kmsystem" -> Optional.of(new KmsystemCommand());
      case "kmtune" -> Optional.of(new KmtuneCommand());
      case "kmadmin" -> Optional.of(new KmadminCommand());
      case "kmgraph" -> Optional.of(new KmgraphCommand());
      case "kmindex" -> Optional.of(new KmindexCommand());
      case "kconfig" -> Optional.of(new KconfigCommand());
      case "kcmodule" -> Optional.of(new KcmoduleCommand());
      case "kctune" -> Optional.of(new KctuneCommand());
      case "kcpath" -> Optional.of(new KcpathCommand());
      case "kclog" -> Optional.of(new KclogCommand());
      case "krs" -> Optional.of(new KrsCommand());
      case "kmimage" -> Optional.of(new KmimageCommand());
      case "kmcheck" -> Optional.of(new KmcheckCommand());
      case "dkms" -> Optional.of(new DkmsCommand());
      default -> Optional.empty();
    };
  }
}
