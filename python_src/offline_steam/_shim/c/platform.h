/* Room C, offline_steam: what differs between operating systems, and nothing else. */
#ifndef OFFLINE_STEAM_PLATFORM_H
#define OFFLINE_STEAM_PLATFORM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN /* the rest of it has a macro called "interface" */
#include <windows.h>
#define EXPORT __declspec(dllexport)
#define PATH_SEPARATORS "/\\"
typedef SRWLOCK lock_type;
#define LOCK_START SRWLOCK_INIT
#define lock_take(lock) AcquireSRWLockExclusive(lock)
#define lock_release(lock) ReleaseSRWLockExclusive(lock)
#else
#include <dlfcn.h>
#include <pthread.h>
#include <sys/stat.h>
#define EXPORT __attribute__((visibility("default")))
#define PATH_SEPARATORS "/"
typedef pthread_mutex_t lock_type;
#define LOCK_START PTHREAD_MUTEX_INITIALIZER
#define lock_take(lock) pthread_mutex_lock(lock)
#define lock_release(lock) pthread_mutex_unlock(lock)
#endif

/* Steam packs what it hands out to 8 bytes on Windows and to 4 elsewhere. (In a plain "#pragma pack"
   GCC does not replace a macro for the number.) */
#ifdef _WIN32
#define STEAM_PACK 8
#define PACK_AS_STEAM _Pragma("pack(push, 8)")
#else
#define STEAM_PACK 4
#define PACK_AS_STEAM _Pragma("pack(push, 4)")
#endif
#define PACK_END _Pragma("pack(pop)")

#define PATH_SIZE 4096

static int64_t monotonic_microseconds(void)
{
#ifdef _WIN32
    LARGE_INTEGER ticks, per_second;
    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&per_second);
    return (int64_t)((double)ticks.QuadPart * 1e6 / (double)per_second.QuadPart) + 1;
#else
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 + 1;
#endif
}

/* Paths are UTF-8 here, and the functions of Windows' C library take another encoding. */
static bool path_exists(const char *path)
{
#ifdef _WIN32
    wchar_t wide[PATH_SIZE];
    return MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, PATH_SIZE) != 0
           && GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES;
#else
    struct stat found;
    return stat(path, &found) == 0;
#endif
}

/* Cuts the last component off; false when there is none left to cut. */
static bool path_to_parent(char *path)
{
    size_t length = strlen(path);
    while (length > 0 && strchr(PATH_SEPARATORS, path[length - 1]) == NULL)
        length--;
    while (length > 1 && strchr(PATH_SEPARATORS, path[length - 1]) != NULL)
        length--;
    if (length == 0)
        return false;
    path[length] = '\0';
    return true;
}

/* The path that this library was loaded from, empty when it cannot be told. */
static void path_of_library(char *path, size_t size)
{
    static const char here = 0;
    path[0] = '\0';
#ifdef _WIN32
    HMODULE module = NULL;
    wchar_t wide[PATH_SIZE];
    if (GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                               GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                           (LPCWSTR)&here, &module) &&
        GetModuleFileNameW(module, wide, PATH_SIZE))
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, path, (int)size, NULL, NULL);
#else
    Dl_info info;
    char whole[PATH_SIZE];
    if (dladdr((const void *)&here, &info) && info.dli_fname) {
        /* A path given to dlopen may be relative; the working directory may change later, so it
           is made absolute at load time (see library_path in start.h), but links are kept: in
           development the addon's folder reaches this library through one. */
        if (info.dli_fname[0] == '/')
            snprintf(path, size, "%s", info.dli_fname);
        else if (realpath(info.dli_fname, whole))
            snprintf(path, size, "%s", whole);
    }
#endif
}

#endif
