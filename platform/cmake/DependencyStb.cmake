# stb_image reads PNG, stb_image_write writes it. Other formats are left out: the JPEG decoder of version 2.27 indexes past an
# array on hostile input, and JPEG from outside is libjpeg-turbo's (platform/pictures).

find_path(STB_INCLUDE_DIR stb_image.h PATH_SUFFIXES stb REQUIRED)
message(STATUS "dep::stb: system")

file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/deps/stb.c" CONTENT [[
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image.h>
#include <stb_image_write.h>
]])
dependency_from_source(stb
    SOURCES "${CMAKE_CURRENT_BINARY_DIR}/deps/stb.c"
    INCLUDES "${STB_INCLUDE_DIR}"
    DEFINES STBI_ONLY_PNG
    LINKS m)
