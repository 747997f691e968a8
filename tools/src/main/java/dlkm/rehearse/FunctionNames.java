package dlkm.rehearse;

import java.util.Optional;

/** Names the function of a module that is gone, as far as its file is known. */
@FunctionalInterface
interface FunctionNames {

  FunctionNames NONE = (_, _) -> Optional.empty();

  Optional<String> at(ModuleMap.Range range, long address);
}
