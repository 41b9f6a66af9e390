/* Room A, C floor: the operating systems with dlfcn.h, which are Linux and macOS. */
#define _GNU_SOURCE
#include "bridge.h"
#include "platform.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

long long platform_file_size(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (long long)status.st_size : -1;
}

char *platform_read(const char *path) {
    long long size = platform_file_size(path);
    FILE *file = size < 0 ? NULL : fopen(path, "rb");
    char *text = file ? malloc((size_t)size + 1) : NULL;
    if (text)
        text[fread(text, 1, (size_t)size, file)] = 0;
    if (file)
        fclose(file);
    return text;
}

void platform_each_file(const char *folder, void (*take)(const char *name, void *data), void *data) {
    DIR *opened = opendir(folder);
    struct dirent *entry;
    while (opened && (entry = readdir(opened)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            take(entry->d_name, data);
    if (opened)
        closedir(opened);
}

int platform_remove(const char *path) {
    return remove(path) == 0;
}

void platform_forget_variable(const char *name) {
    unsetenv(name);
}
