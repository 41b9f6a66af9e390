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

/* The size of a file in bytes; -1 when there is none. */
long long platform_file_size(const char *path);

/* The content of a file of text, with a NUL behind it, to be freed; NULL when it cannot be read. */
char *platform_read(const char *path);

/* Calls `take` with the name of each file and folder in a folder, in no order. It may remove that one. */
void platform_each_file(const char *folder, void (*take)(const char *name, void *data), void *data);

/* Removes a file, or a folder with nothing in it; 0 when that is not allowed or there is something in it. */
int platform_remove(const char *path);

/* Takes a variable out of this process's environment. */
void platform_forget_variable(const char *name);

#endif
