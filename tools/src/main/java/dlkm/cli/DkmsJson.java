package dlkm.cli;

import dlkm.dkms.KernelTarget;
import dlkm.dkms.PackageStatus;
import java.io.PrintStream;
import java.util.List;

/** {@code dkms status --json}. */
final class DkmsJson {

  private DkmsJson() {}

  static void print(PrintStream out, List<PackageStatus> rows) {
    Json.print(
        out,
        json -> {
          json.name("packages").beginArray();
          for (PackageStatus row : rows) {
            json.beginObject();
            json.name("name").value(row.version().name());
            json.name("version").value(row.version().version());
            Json.field(json, "kernel", row.kernel().map(KernelTarget::release));
            Json.field(json, "arch", row.kernel().map(KernelTarget::arch));
            json.name("state").value(row.state());
            json.name("remarks").beginArray();
            for (String remark : row.remarks()) {
              json.value(remark);
            }
            json.endArray();
            json.endObject();
          }
          json.endArray();
        });
  }
}
