/* Room A, C floor: the operating systems with dlfcn.h, which are Linux and macOS. */
#define _GNU_SOURCE
#include "bridge.h"
#include "platform.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Godot may open an extension RTLD_LOCAL (on Linux it does), and then Python's own C modules would not find libpython's
 * symbols: open it once more, globally. The library itself stays in the process for good: Python cannot be finalised
 * and started again. */
__attribute__((constructor)) static void share_libpython(void) {
    Dl_info info;
    if (dladdr((void *)Py_InitializeFromConfig, &info))
        dlopen(info.dli_fname, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
    if (dladdr((void *)share_libpython, &info))
        dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

int platform_library_path(char *path, size_t size) {
    Dl_info info;
    if (!dladdr((void *)platform_library_path, &info))
        return 0;
    char *whole = realpath(info.dli_fname, NULL);
    int fits = whole && snprintf(path, size, "%s", whole) < (int)size;
    free(whole);
    return fits;
}

int platform_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

void platform_forget_variable(const char *name) {
    unsetenv(name);
}
