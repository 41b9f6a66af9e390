/* Room A, C floor: Windows. Its libraries name the library that each of their symbols comes from, so Python's have to be
 * shown to nobody; the one of Python itself lies beside ours, where Godot has Windows look. */
#include "bridge.h"
#include "platform.h"

#define WIN32_LEAN_AND_MEAN
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* How Windows itself marks a path that may be longer than 260 characters; C and Python functions take the plain form. */
#define LONG_PATH L"\\\\?\\"
#define LONG_NETWORK_PATH L"\\\\?\\UNC\\"

int platform_library_path(char *path, size_t size) {
    static wchar_t wide[32768]; /* the longest that there is; asked for once, by one thread */
    HMODULE module = NULL;
    /* The library stays in the process for good: Python cannot be finalised and started again. */
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                            (LPCWSTR)(void *)platform_library_path, &module))
        return 0;
    DWORD length = GetModuleFileNameW(module, wide, sizeof wide / sizeof *wide);
    if (length == 0 || length == sizeof wide / sizeof *wide)
        return 0;
    const wchar_t *start = wide;
    if (wcsncmp(start, LONG_PATH, wcslen(LONG_PATH)) == 0 && wcsncmp(start, LONG_NETWORK_PATH, wcslen(LONG_NETWORK_PATH)) != 0)
        start += wcslen(LONG_PATH);
    if (WideCharToMultiByte(CP_UTF8, 0, start, -1, path, (int)size, NULL, NULL) == 0)
        return 0;
    for (char *at = path; *at; at++)
        if (*at == '\\')
            *at = '/';
    return 1;
}

static int to_wide(const char *path, wchar_t wide[PLATFORM_PATH_SIZE]) {
    return MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, PLATFORM_PATH_SIZE) != 0;
}

int platform_exists(const char *path) {
    wchar_t wide[PLATFORM_PATH_SIZE];
    return to_wide(path, wide) && GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES;
}

long long platform_file_size(const char *path) {
    wchar_t wide[PLATFORM_PATH_SIZE];
    WIN32_FILE_ATTRIBUTE_DATA found;
    if (!to_wide(path, wide) || !GetFileAttributesExW(wide, GetFileExInfoStandard, &found) ||
        (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY))
        return -1;
    return (long long)found.nFileSizeHigh << 32 | found.nFileSizeLow;
}

char *platform_read(const char *path) {
    wchar_t wide[PLATFORM_PATH_SIZE];
    long long size = platform_file_size(path);
    FILE *file = size < 0 || !to_wide(path, wide) ? NULL : _wfopen(wide, L"rb");
    char *text = file ? malloc((size_t)size + 1) : NULL;
    if (text)
        text[fread(text, 1, (size_t)size, file)] = 0;
    if (file)
        fclose(file);
    return text;
}

void platform_each_file(const char *folder, void (*take)(const char *name, void *data), void *data) {
    wchar_t wide[PLATFORM_PATH_SIZE];
    char text[PLATFORM_PATH_SIZE];
    WIN32_FIND_DATAW found;
    snprintf(text, sizeof text, "%s/*", folder);
    HANDLE search = to_wide(text, wide) ? FindFirstFileW(wide, &found) : INVALID_HANDLE_VALUE;
    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        if (WideCharToMultiByte(CP_UTF8, 0, found.cFileName, -1, text, sizeof text, NULL, NULL) != 0 &&
            strcmp(text, ".") != 0 && strcmp(text, "..") != 0)
            take(text, data);
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

int platform_remove(const char *path) {
    wchar_t wide[PLATFORM_PATH_SIZE];
    return to_wide(path, wide) && (DeleteFileW(wide) || RemoveDirectoryW(wide));
}

void platform_forget_variable(const char *name) {
    _putenv_s(name, ""); /* in Windows's own environment too */
}
