package dlkm.declaration;

import java.util.List;

/**
 * The {@code $INTERFACE} section of a master file (spec §3.1).
 *
 * @param base the developer answers for compatibility alone; {@code uses} is then empty
 * @param uses the interfaces that the module was built on
 */
public record Interfaces(boolean base, List<InterfaceUse> uses) {

  public Interfaces {
    uses = List.copyOf(uses);
  }
}
