# find_package(crossbreak): the library and all it links.
include("${CMAKE_CURRENT_LIST_DIR}/CrossbreakDependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/crossbreakTargets.cmake")
