package dlkm.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's error numbers by name (asm-generic/errno-base.h and errno.h, which x86, arm64 and
 * riscv share), and what those mean that the module calls answer.
 */
public final class Errno {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ENOEXEC = 8;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;
  public static final int ENOSYS = 38;
  public static final int ENOKEY = 126;
  public static final int EKEYREJECTED = 129;

  private static final String NAMES =
      """
      EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES \
      EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY \
      ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK \
      ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH \
      ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME \
      ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG \
      EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ \
      ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT \
      EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE \
      EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN \
      ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY \
      EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM \
      EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD \
      ENOTRECOVERABLE ERFKILL -\
      """;

  private Errno() {}

  /** The number's name; {@code E} and the number for one that this table hasn't. */
  public static String name(int errno) {
    List<String> names = names();
    boolean known = errno > 0 && errno <= names.size() && !names.get(errno - 1).equals("-");
    return known ? names.get(errno - 1) : "E" + errno;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= NAMES.length(); i++) {
      if (i == NAMES.length() || NAMES.charAt(i) == ' ') {
        names.add(NAMES.substring(start, i));
        start = i + 1;
      }
    }
    return names;
  }

  /** What the number means as an answer to loading a module, in a few words. */
  public static String ofLoading(int errno) {
    return switch (errno) {
      case EPERM -> "not permitted: only root may, and not when the kernel is locked down";
      case ENOENT -> "a symbol that it needs is not in this kernel, or its file is missing";
      case ENOEXEC -> "it was built for another kernel, or is damaged";
      case EEXIST -> "a module of that name is loaded, or being loaded, already";
      case EINVAL -> "its file or a parameter is not what the kernel expects";
      case EBUSY -> "something that it wants to have is in use";
      case ENOSYS -> "this kernel can't load modules";
      case ENOKEY -> "it is signed with a key that this kernel doesn't know, or not at all";
      case EKEYREJECTED -> "this kernel wants a signature that it can trust";
      default -> "its own initialisation failed";
    };
  }
}
