/* Room A, C floor: what differs between operating systems, and nothing else. platform_posix.c (Linux, macOS) and
 * platform_windows.c do the same; a build compiles the one that fits. Paths are UTF-8, with '/' between their parts. */
#ifndef GODOT_PLATFORM_H
#define GODOT_PLATFORM_H

#include <stddef.h>

#ifdef _WIN32
#define PLATFORM_EXPORT __declspec(dllexport)
#else
#define PLATFORM_EXPORT __attribute__((visibility("default")))
#endif

enum { PLATFORM_PATH_SIZE = 4096 };

/* The absolute path of this library's own file, without links; 0 when it cannot be told, or is longer than `size`. */
int platform_library_path(char *path, size_t size);

/* Whether there is a file or folder of that path. */
int platform_exists(const char *path);

/* Takes a variable out of this process's environment. */
void platform_forget_variable(const char *name);

#endif
