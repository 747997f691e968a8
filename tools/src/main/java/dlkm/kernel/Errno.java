package dlkm.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's error numbers by name (asm-generic/errno-base.h and errno.h, which x86, arm64 and
 * riscv share). What they mean when a module is loaded, and which of spec §4.11 they stand for, is
 * in {@link KernelRefusal}.
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
}
