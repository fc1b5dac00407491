// Whether somebody has asked the program to end while a HeldInterruption (system.hpp) keeps that waiting.
#pragma once

namespace crossbreak::cli {

/// From any thread. A batch asks it between two plates: it holds the outermost HeldInterruption, in the
/// thread that began it, while others write files and hold theirs within it.
bool interruption_asked();

}  // namespace crossbreak::cli
