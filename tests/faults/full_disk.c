/* Preloaded into a program: its disk is full while a file named by FULL_DISK_FLAG exists. Only
   writes to files below FULL_DISK_FOLDER fail. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_full(int file)
{
    const char *flag = getenv("FULL_DISK_FLAG"), *folder = getenv("FULL_DISK_FOLDER");
    char link[64], path[4096];
    if (!flag || !folder || access(flag, F_OK) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return strncmp(path, folder, strlen(folder)) == 0;
}

#define REAL(type, name, parameters) ((type (*) parameters)dlsym(RTLD_NEXT, name))

ssize_t write(int file, const void *data, size_t size)
{
    if (is_full(file))
        return errno = ENOSPC, -1;
    return REAL(ssize_t, "write", (int, const void *, size_t))(file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset)
{
    if (is_full(file))
        return errno = ENOSPC, -1;
    return REAL(ssize_t, "pwrite64", (int, const void *, size_t, off64_t))(file, data, size,
                                                                           offset);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
    return pwrite64(file, data, size, offset);
}
