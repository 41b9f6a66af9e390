/* Room A, C floor: whether a self-contained addon is whole, and of one version. Runs before Python does, which may be
 * what is missing, and which could load a module that an older version has left behind.
 *
 * python/files/ has a list for each version that was copied there, and `current` names the newest copy's. Each line is a
 * file's size in bytes, a space, and its path from the addon's folder, with '/'. */
#include "carried.h"
#include "platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = PLATFORM_PATH_SIZE + 512, NAMED_FILES = 5 };

struct line {
    long long size;
    const char *path;
    size_t length;
};

/* Gathered for a message: the first names, and how many there are altogether. */
struct names {
    char text[CARRIED_TEXT_SIZE - 64];
    int named, count;
};

struct check {
    char addon[PLATFORM_PATH_SIZE];
    char lists[PLATFORM_PATH_SIZE + 16];
    char current[256]; /* name of the newest copy's list */
    char *text;        /* its content */
    struct names left;
};

/* The next line that is a file below the addon's folder; 0 at the end. */
static int next_line(const char **cursor, struct line *line) {
    while (**cursor) {
        char *behind;
        const char *end = *cursor + strcspn(*cursor, "\r\n");
        line->size = strtoll(*cursor, &behind, 10);
        int is_line = behind > *cursor && behind < end && *behind == ' ';
        *cursor = *end ? end + 1 : end;
        line->path = behind + 1;
        line->length = is_line ? (size_t)(end - line->path) : 0;
        if (is_line && line->length > 0 && line->length < 400 && line->path[0] != '/' &&
            !(line->length > 1 && strstr(line->path, "..") && strstr(line->path, "..") < end))
            return 1;
    }
    return 0;
}

static void full_path(const struct check *check, const struct line *line, char path[PATH_ROOM]) {
    snprintf(path, PATH_ROOM, "%s/%.*s", check->addon, (int)line->length, line->path);
}

/* Bytecode lies beside its source, which says more: it is counted, and named only where it is the first. */
static void add_name(struct names *names, const struct line *line) {
    const char *cache = strstr(line->path, "/__pycache__/");
    size_t used = strlen(names->text);
    names->count++;
    if (names->named == NAMED_FILES || used + line->length + 3 >= sizeof names->text ||
        (used && cache && cache < line->path + line->length))
        return;
    names->named++;
    snprintf(names->text + used, sizeof names->text - used, "%s%.*s", used ? ", " : "", (int)line->length, line->path);
}

static void tell(const struct names *names, char text[CARRIED_TEXT_SIZE]) {
    if (names->count > names->named)
        snprintf(text, CARRIED_TEXT_SIZE, "%s and %d more", names->text, names->count - names->named);
    else
        snprintf(text, CARRIED_TEXT_SIZE, "%s", names->text);
}

static int is_carried(const struct check *check, const struct line *wanted) {
    const char *cursor = check->text;
    struct line line;
    while (next_line(&cursor, &line))
        if (line.length == wanted->length && memcmp(line.path, wanted->path, line.length) == 0)
            return 1;
    return 0;
}

/* The file, and the folders that it was the last one in. */
static void remove_leftover(struct check *check, const struct line *line) {
    char path[PATH_ROOM];
    full_path(check, line, path);
    if (platform_file_size(path) < 0)
        return;
    if (!platform_remove(path)) {
        add_name(&check->left, line);
        return;
    }
    for (char *slash = strrchr(path, '/'); slash && (size_t)(slash - path) > strlen(check->addon); slash = strrchr(path, '/')) {
        *slash = 0;
        if (!platform_remove(path))
            return;
    }
}

/* One of the lists: an older version's goes, with what it names and this version has not. */
static void take_list(const char *name, void *data) {
    struct check *check = data;
    char path[PATH_ROOM];
    size_t length = strlen(name);
    int before = check->left.count;
    if (length < 5 || strcmp(name + length - 4, ".txt") != 0 || strcmp(name, check->current) == 0)
        return;
    snprintf(path, sizeof path, "%s/%s", check->lists, name);
    char *text = platform_read(path);
    const char *cursor = text;
    struct line line;
    while (text && next_line(&cursor, &line))
        if (!is_carried(check, &line))
            remove_leftover(check, &line);
    free(text);
    if (check->left.count == before)
        platform_remove(path);
}

static int read_current(struct check *check) {
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/current", check->lists);
    char *name = platform_read(path);
    if (!name)
        return 0;
    name[strcspn(name, "\r\n")] = 0;
    snprintf(check->current, sizeof check->current, "%s", name);
    free(name);
    snprintf(path, sizeof path, "%s/%s", check->lists, check->current);
    check->text = platform_read(path);
    return 1;
}

void carried_check(const char *home, struct carried_state *state) {
    static struct check check; /* large; one thread starts the extension, once */
    struct names missing = {.count = 0}, changed = {.count = 0};
    struct line line;
    char path[PATH_ROOM];
    memset(state, 0, sizeof *state);
    memset(&check, 0, sizeof check);
    snprintf(check.addon, sizeof check.addon, "%s", home);
    char *slash = strrchr(check.addon, '/');
    if (!slash)
        return;
    *slash = 0;
    snprintf(check.lists, sizeof check.lists, "%s/files", home);
    state->self_contained = read_current(&check);
    if (!state->self_contained)
        return;
    if (!check.text) {
        snprintf(state->missing, sizeof state->missing, "python/files/%.200s", check.current);
        return;
    }
    const char *cursor = check.text;
    while (next_line(&cursor, &line)) {
        full_path(&check, &line, path);
        long long size = platform_file_size(path);
        if (size != line.size)
            add_name(size < 0 ? &missing : &changed, &line);
    }
    platform_each_file(check.lists, take_list, &check);
    tell(&missing, state->missing);
    tell(&changed, state->changed);
    tell(&check.left, state->left);
    free(check.text);
}
