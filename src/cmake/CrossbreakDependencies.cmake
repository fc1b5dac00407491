# What crossbreak links. Read by this build and, installed, by the package config of its consumers:
# a static library hands its libraries on.
include(CMakeFindDependencyMacro)
find_dependency(Eigen3 3.4 NO_MODULE)
find_dependency(fmt)
find_dependency(ICU COMPONENTS i18n uc)
find_dependency(nlohmann_json)
find_dependency(OpenSSL COMPONENTS Crypto)
find_dependency(pugixml)
find_dependency(TBB)
find_dependency(ZLIB)
# Debian ships no usable CMake config for these.
find_dependency(PkgConfig)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
